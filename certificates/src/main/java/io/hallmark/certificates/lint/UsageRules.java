package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.profile.KeyKind;
import io.hallmark.certificates.profile.KeyPurpose;
import io.hallmark.certificates.profile.KeyUse;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Rules about what a certificate may be used for. */
final class UsageRules {
  private static final String BY_PROFILE = "build it with CertificateDraft, by its profile";

  /** RFC 8410 section 5 and RFC 5480 section 3: these keys encipher nothing. */
  private static final Set<KeyUse> RSA_ONLY =
      Set.of(KeyUse.KEY_ENCIPHERMENT, KeyUse.DATA_ENCIPHERMENT);

  private static final Set<KeyUse> AGREEMENT =
      Set.of(KeyUse.KEY_AGREEMENT, KeyUse.ENCIPHER_ONLY, KeyUse.DECIPHER_ONLY);

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "basic-constraints",
              "RFC 5280 section 4.2.1.9",
              "critical basic constraints that say whether it is an authority's, as its profile does",
              BY_PROFILE,
              UsageRules::basicConstraints),
          LintRule.before(
              "path-length-place",
              "RFC 5280 section 4.2.1.9",
              "a path length only where it is an authority's that signs certificates, and not below 0",
              "leave the path length out",
              UsageRules::pathLengthPlace),
          LintRule.before(
              "path-length-of-profile",
              "the profile",
              "a path length within what its profile allows",
              "give a smaller path length",
              UsageRules::pathLengthOfProfile),
          LintRule.before(
              "key-usage-critical",
              "RFC 5280 section 4.2.1.3",
              "a critical key usage that names at least one use",
              BY_PROFILE,
              UsageRules::keyUsageCritical),
          LintRule.before(
              "key-usage-authority",
              "RFC 5280 section 4.2.1.3",
              "the use keyCertSign where it is an authority's, and nowhere else",
              "correct the profile's key-usages",
              subject ->
                  when(
                      subject.isAuthority() != uses(subject).contains(KeyUse.KEY_CERT_SIGN),
                      "it is %s authority's and its uses are %s"
                          .formatted(subject.isAuthority() ? "an" : "no", uses(subject)))),
          LintRule.before(
              "key-usage-fits-key",
              "RFC 8410 section 5, RFC 5480 section 3 and RFC 3279 section 2.3",
              "uses that a key of its kind can have",
              "correct the profile's key-usages, or take another kind of key",
              UsageRules::fitsKey),
          LintRule.before(
              "key-usage-of-profile",
              "the profile",
              "exactly the key usages of its profile",
              BY_PROFILE,
              subject ->
                  when(
                      !uses(subject).equals(subject.profile().keyUses()),
                      "its uses are %s and profile %s says %s"
                          .formatted(
                              uses(subject),
                              subject.profile().name(),
                              new TreeSet<>(subject.profile().keyUses())))),
          LintRule.before(
              "extended-key-usage-any",
              "BR section 7.1.2.7.10",
              "no anyExtendedKeyUsage",
              "name the purposes",
              subject ->
                  when(
                      purposes(subject).contains(KeyPurpose.ANY),
                      "it may be used for any purpose")),
          LintRule.before(
              "extended-key-usage-root",
              "BR section 7.1.2.1",
              "no extended key usage where it is self-signed",
              "leave it out of the profile",
              subject ->
                  when(
                      subject.issuer().isEmpty() && !purposes(subject).isEmpty(),
                      "its purposes are %s".formatted(purposes(subject)))),
          LintRule.before(
              "extended-key-usage-of-profile",
              "the profile",
              "exactly the extended key usages of its profile",
              BY_PROFILE,
              subject ->
                  when(
                      !Set.copyOf(purposes(subject))
                          .equals(Set.copyOf(subject.profile().purposes())),
                      "its purposes are %s and profile %s says %s"
                          .formatted(
                              purposes(subject),
                              subject.profile().name(),
                              subject.profile().purposes()))));

  private UsageRules() {}

  private static Set<KeyUse> uses(LintSubject subject) {
    return subject.keyUsage().map(KeyUse::of).orElse(Set.of());
  }

  private static List<KeyPurpose> purposes(LintSubject subject) {
    return subject
        .value(Extension.extendedKeyUsage)
        .map(value -> ExtendedKeyUsage.getInstance(value).getUsages())
        .map(
            usages ->
                Arrays.stream(usages)
                    .map(KeyPurposeId::getId)
                    .map(KeyPurpose::new)
                    .collect(Collectors.toUnmodifiableList()))
        .orElse(List.of());
  }

  private static Optional<String> basicConstraints(LintSubject subject) {
    Optional<Extension> extension = subject.extension(Extension.basicConstraints);
    if (extension.isEmpty()) {
      return Optional.of("there are none");
    }
    if (!extension.get().isCritical()) {
      return Optional.of("they are not critical");
    }
    return when(
        subject.isAuthority() != subject.profile().authority(),
        "they say that it is %s authority's and profile %s says the contrary"
            .formatted(subject.isAuthority() ? "an" : "no", subject.profile().name()));
  }

  private static Optional<BigInteger> pathLength(LintSubject subject) {
    return subject
        .basicConstraints()
        .map(BasicConstraints::getPathLenConstraint)
        .map(length -> length);
  }

  private static Optional<String> pathLengthPlace(LintSubject subject) {
    Optional<BigInteger> length = pathLength(subject);
    boolean wrong =
        length.isPresent()
            && (length.get().signum() < 0
                || !subject.isAuthority()
                || !uses(subject).contains(KeyUse.KEY_CERT_SIGN));
    return when(wrong, "the path length is %s".formatted(length.orElse(null)));
  }

  private static Optional<String> pathLengthOfProfile(LintSubject subject) {
    if (subject.profile().pathLengthMax().isEmpty() || !subject.isAuthority()) {
      return Optional.empty();
    }
    int most = subject.profile().pathLengthMax().getAsInt();
    Optional<BigInteger> length = pathLength(subject);
    return when(
        length.isEmpty() || length.get().compareTo(BigInteger.valueOf(most)) > 0,
        "the path length is %s and profile %s allows %d"
            .formatted(
                length.map(String::valueOf).orElse("without limit"),
                subject.profile().name(),
                most));
  }

  private static Optional<String> keyUsageCritical(LintSubject subject) {
    Optional<Extension> extension = subject.extension(Extension.keyUsage);
    if (extension.isEmpty()) {
      return Optional.of("there is no key usage");
    }
    if (uses(subject).isEmpty()) {
      return Optional.of("it names no use");
    }
    return when(!extension.get().isCritical(), "it is not critical");
  }

  private static Optional<String> fitsKey(LintSubject subject) {
    Optional<KeyKind> kind = subject.keyKind();
    if (kind.isEmpty()) {
      return Optional.empty(); // Rule key-kind says so.
    }
    Set<KeyUse> wrong = new TreeSet<>(uses(subject));
    wrong.removeIf(
        use ->
            !(RSA_ONLY.contains(use) && kind.get() != KeyKind.RSA)
                && !(AGREEMENT.contains(use) && !kind.get().isEc()));
    return when(!wrong.isEmpty(), "a key of %s has the uses %s".formatted(kind.get(), wrong));
  }
}
