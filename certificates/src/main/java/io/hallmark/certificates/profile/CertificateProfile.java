package io.hallmark.certificates.profile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What all certificates of one kind have in common. Immutable.
 *
 * @param name what it is called
 * @param authority whether they are for authorities
 * @param selfSigned whether they are signed by their own key
 * @param pathLengthMax how many authorities may stand below one; empty: no limit
 * @param keyUses exactly these
 * @param purposes extended key usages, exactly these; none: the extension is left out
 * @param validityMax how long they may be valid
 * @param keys which kinds of keys they may be for
 * @param rsaBitsMin how long an RSA key is at least, in bits
 * @param subject which attributes a subject has
 * @param alternativeNames which alternative names they have
 * @param policies certificate policies, dotted object identifiers; may be empty
 * @param waivers rules that do not hold for this profile, with the reason why
 */
public record CertificateProfile(
    String name,
    boolean authority,
    boolean selfSigned,
    OptionalInt pathLengthMax,
    Set<KeyUse> keyUses,
    List<KeyPurpose> purposes,
    Duration validityMax,
    Set<KeyKind> keys,
    int rsaBitsMin,
    SubjectShape subject,
    AlternativeNamesShape alternativeNames,
    List<String> policies,
    Map<String, String> waivers) {
  public static final int RSA_BITS_MIN = 2048;
  public static final int RSA_BITS_MAX = 16_384;

  public CertificateProfile {
    requireNonNull(name, "name");
    requireNonNull(pathLengthMax, "pathLengthMax");
    requireNonNull(subject, "subject");
    requireNonNull(alternativeNames, "alternativeNames");
    keyUses = Set.copyOf(keyUses);
    purposes = List.copyOf(purposes);
    keys = Set.copyOf(keys);
    policies = List.copyOf(policies);
    waivers = Map.copyOf(waivers);
    if (validityMax.isNegative() || validityMax.isZero()) {
      throw new IllegalArgumentException("validityMax must be positive, got " + validityMax);
    }
    if (keys.isEmpty() || keyUses.isEmpty()) {
      throw new IllegalArgumentException("a profile needs at least one kind of key and one use");
    }
    if (rsaBitsMin < RSA_BITS_MIN || rsaBitsMin > RSA_BITS_MAX) {
      throw new IllegalArgumentException(
          "rsaBitsMin must be %d to %d, got %d".formatted(RSA_BITS_MIN, RSA_BITS_MAX, rsaBitsMin));
    }
    if (selfSigned && !authority) {
      throw new IllegalArgumentException("only authorities sign themselves");
    }
    if (pathLengthMax.isPresent() && !authority) {
      throw new IllegalArgumentException("only authorities have a path length");
    }
  }

  /** Whether a certificate of it may be a TLS server's. */
  public boolean isServer() {
    return purposes.contains(KeyPurpose.SERVER_AUTH) && !authority;
  }
}
