package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.MechanismInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mechanisms that a token lists. Pure.
 *
 * @param all in any order
 */
record Offered(List<MechanismInfo> all) {
  Offered {
    all = List.copyOf(all);
  }

  Optional<MechanismInfo> mechanism(long type) {
    return all.stream().filter(m -> m.type() == type).findFirst();
  }

  /**
   * Whether the mechanism is listed for this use.
   *
   * @param bits size of a key; 0 for any
   */
  boolean has(long type, long flag, long bits) {
    return mechanism(type)
        .filter(m -> (m.flags() & flag) != 0)
        .filter(m -> bits == 0 || m.keySizeMax() == 0 || within(m, bits))
        .isPresent();
  }

  private static boolean within(MechanismInfo mechanism, long bits) {
    return mechanism.keySizeMin() <= bits && bits <= mechanism.keySizeMax();
  }

  /** {@code CKM_ECDSA (112-521 bits)}. */
  String describe(long type) {
    return MechanismNames.name(type)
        + mechanism(type)
            .filter(m -> m.keySizeMax() > 0)
            .map(m -> " (%s bits)".formatted(sizes(m)))
            .orElse("");
  }

  static String sizes(MechanismInfo mechanism) {
    return mechanism.keySizeMin() == mechanism.keySizeMax()
        ? String.valueOf(mechanism.keySizeMax())
        : mechanism.keySizeMin() + "-" + mechanism.keySizeMax();
  }

  /** A kind of key that is made fast, of those that are listed. */
  Optional<KeySpec> cheapestKey() {
    return Stream.of(KeySpec.EC_P256, KeySpec.EC_P384, KeySpec.RSA_2048)
        .filter(
            spec ->
                has(
                    Schemes.family(spec) == Schemes.Family.RSA
                        ? Ck.CKM_RSA_PKCS_KEY_PAIR_GEN
                        : Ck.CKM_EC_KEY_PAIR_GEN,
                    Ck.CKF_GENERATE_KEY_PAIR,
                    KeyKinds.bits(spec)))
        .findFirst();
  }
}
