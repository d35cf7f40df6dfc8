package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.MechanismInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds a token against what a crypto worker needs of it. Pure. */
public final class Requirements {
  private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(1);
  private static final long FREE_BYTES_MIN = 64 * 1024;

  private final TokenConfig config;
  private final SlotReport slot;
  private final List<MechanismInfo> mechanisms;
  private final List<Requirement> found = new ArrayList<>();

  private Requirements(TokenConfig config, SlotReport slot, List<MechanismInfo> mechanisms) {
    this.config = config;
    this.slot = slot;
    this.mechanisms = mechanisms;
  }

  /** Each requirement with what the token has to say to it. */
  public static List<Requirement> of(
      TokenConfig config, SlotReport slot, List<MechanismInfo> mechanisms, Instant now) {
    Requirements all = new Requirements(config, slot, mechanisms);
    all.sessions();
    all.keys();
    all.wrapping();
    all.random();
    all.clock(now);
    all.pinTries();
    all.memory();
    return List.copyOf(all.found);
  }

  private void sessions() {
    if (slot.sessionsMax().isEmpty()) {
      found.add(Requirement.met("sessions", "no limit told"));
      return;
    }
    long max = slot.sessionsMax().getAsLong();
    // One more than lanes, for what is done beside signing.
    long wanted = config.lanes().orElse(1) + 1L;
    found.add(
        max >= wanted
            ? Requirement.met("sessions", max + " at most")
            : Requirement.unmet(
                "sessions",
                "%d at most, %d wanted".formatted(max, wanted),
                "set lanes to %d or less, or allow the partition more".formatted(max - 1)));
  }

  private void keys() {
    List<Requirement> kinds = new ArrayList<>();
    for (KeySpec spec : KeySpec.values()) {
      kinds.add(key(spec));
    }
    boolean any = kinds.stream().anyMatch(kind -> kind.result() == Requirement.Result.MET);
    found.add(
        any
            ? Requirement.met("signatures", "of at least one kind of key")
            : Requirement.unmet(
                "signatures",
                "no kind of key that we can use",
                "allow CKM_EC_KEY_PAIR_GEN and CKM_ECDSA in the device's policy"));
    found.addAll(kinds);
  }

  private Requirement key(KeySpec spec) {
    String name = "key " + spec.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (spec == KeySpec.ED25519 && config.engine() == Engine.SUNPKCS11) {
      return Requirement.advice(name, "not by engine sunpkcs11", "use engine cryptoki");
    }
    boolean pss = has(Ck.CKM_RSA_PKCS_PSS, Ck.CKF_SIGN, 0);
    return switch (Schemes.family(spec)) {
      case EC -> key(name, Ck.CKM_EC_KEY_PAIR_GEN, Ck.CKM_ECDSA, bits(spec), "");
      case ED25519 -> key(name, Ck.CKM_EC_EDWARDS_KEY_PAIR_GEN, Ck.CKM_EDDSA, 0, "");
      case RSA ->
          key(
              name,
              Ck.CKM_RSA_PKCS_KEY_PAIR_GEN,
              Ck.CKM_RSA_PKCS,
              bits(spec),
              pss ? "" : "; no PSS signatures");
    };
  }

  private Requirement key(String name, long generation, long signature, long bits, String note) {
    boolean makes = has(generation, Ck.CKF_GENERATE_KEY_PAIR, bits);
    boolean signs = has(signature, Ck.CKF_SIGN, bits);
    if (makes && signs) {
      return Requirement.met(name, "is made and signs" + note);
    }
    return Requirement.advice(
        name,
        makes ? "is made, and does not sign" : signs ? "signs, and is not made" : "not there",
        "needs %s and %s%s; use another kind of key"
            .formatted(
                MechanismNames.name(generation),
                MechanismNames.name(signature),
                bits == 0 ? "" : " of " + bits + " bits"));
  }

  private static long bits(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> 256;
      case EC_P384 -> 384;
      case EC_P521 -> 521;
      case ED25519 -> 255;
      default -> Schemes.modulusBits(spec);
    };
  }

  private boolean has(long type, long flag, long bits) {
    return mechanism(type)
        .filter(m -> (m.flags() & flag) != 0)
        .filter(m -> bits == 0 || m.keySizeMax() == 0 || within(m, bits))
        .isPresent();
  }

  private static boolean within(MechanismInfo mechanism, long bits) {
    return mechanism.keySizeMin() <= bits && bits <= mechanism.keySizeMax();
  }

  private Optional<MechanismInfo> mechanism(long type) {
    return mechanisms.stream().filter(m -> m.type() == type).findFirst();
  }

  private void wrapping() {
    long both = Ck.CKF_WRAP | Ck.CKF_UNWRAP;
    Optional<MechanismInfo> wraps =
        mechanisms.stream()
            .filter(m -> MechanismNames.use(m.type()).equals("wraps keys"))
            .filter(m -> (m.flags() & both) == both)
            .findFirst();
    found.add(
        wraps
            .map(m -> Requirement.met("wrapping", MechanismNames.name(m.type())))
            .orElseGet(
                () ->
                    Requirement.advice(
                        "wrapping",
                        "no AES key wrap",
                        "keep to keys that lie in the token; wrapped keys will be refused")));
  }

  private void random() {
    found.add(
        slot.has(TokenFlags.RNG)
            ? Requirement.met("random", "a generator of its own")
            : Requirement.advice(
                "random", "no generator told", "random bytes may be refused by this token"));
  }

  private void clock(Instant now) {
    if (slot.clock().isEmpty()) {
      found.add(Requirement.met("clock", "none; the host's is used"));
      return;
    }
    Duration off = Duration.between(slot.clock().get(), now).abs();
    found.add(
        off.compareTo(CLOCK_OFF_MAX) <= 0
            ? Requirement.met("clock", "within a minute of the host's")
            : Requirement.advice(
                "clock",
                off.toSeconds() + " s away from the host's",
                "set the clocks of the device and the host (NTP)"));
  }

  private void pinTries() {
    found.add(
        switch (slot.userPin()) {
          case READY -> Requirement.met("PIN tries", "none used up");
          case WAS_WRONG ->
              Requirement.advice(
                  "PIN tries", "a PIN was wrong since the last login", "look who tries");
          default ->
              Requirement.unmet(
                  "PIN tries",
                  slot.userPin().text(),
                  "have the security officer set the user PIN anew");
        });
  }

  private void memory() {
    boolean low =
        slot.freePrivateBytes().isPresent() && slot.freePrivateBytes().getAsLong() < FREE_BYTES_MIN;
    String free =
        slot.freePrivateBytes().isPresent()
            ? slot.freePrivateBytes().getAsLong() + " bytes free"
            : "the token does not say";
    found.add(
        low
            ? Requirement.advice("memory", free, "destroy keys that nobody uses, or wrap them")
            : Requirement.met("memory", free));
    if (slot.has(TokenFlags.WRITE_PROTECTED)) {
      found.add(
          Requirement.advice("writable", "write-protected", "no key can be made in this token"));
    }
  }
}
