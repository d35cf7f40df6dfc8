package io.hallmark.certificates.lint;

import static io.hallmark.certificates.lint.LintRule.when;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.profile.KeyKind;
import io.hallmark.certificates.signing.PublicKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;

/** Rules about the key that is certified. */
final class KeyRules {
  private static final String ANOTHER_KEY = "make another key";
  private static final int RSA_BITS_MIN = 2048;
  private static final BigInteger EXPONENT_MIN = BigInteger.valueOf(65_537);
  private static final int EXPONENT_BITS_MAX = 256;
  private static final int UNCOMPRESSED = 0x04;

  /** The product of the primes below 752. */
  private static final BigInteger SMALL_PRIMES = product(752);

  static final List<LintRule> ALL =
      List.of(
          LintRule.before(
              "key-kind",
              "BR section 6.1.5 and RFC 8410",
              "a key that is RSA, P-256, P-384, P-521 or Ed25519",
              ANOTHER_KEY,
              subject ->
                  when(
                      subject.keyKind().isEmpty(),
                      "the key is of algorithm %s"
                          .formatted(subject.key().getAlgorithm().getAlgorithm()))),
          LintRule.before(
              "key-of-profile",
              "the profile",
              "a key of a kind and length that its profile allows",
              ANOTHER_KEY,
              KeyRules::ofProfile),
          LintRule.before(
              "key-encoding",
              "BR section 7.1.3.1 and RFC 5480 section 2.1.1",
              "a key whose algorithm is encoded with NULL for RSA, a named curve for EC, nothing for"
                  + " Ed25519",
              "encode the key as SubjectPublicKeyInfo again",
              KeyRules::encoding),
          LintRule.before(
              "rsa-modulus-length",
              "BR section 6.1.5",
              "an RSA modulus of at least %d bits, a multiple of 8".formatted(RSA_BITS_MIN),
              ANOTHER_KEY,
              rsa(
                  key ->
                      when(
                          key.getModulus().bitLength() < RSA_BITS_MIN
                              || key.getModulus().bitLength() % 8 != 0,
                          "the modulus has %d bits".formatted(key.getModulus().bitLength())))),
          LintRule.before(
              "rsa-exponent",
              "BR section 6.1.6",
              "an odd RSA exponent from 65537 to 2^256",
              ANOTHER_KEY,
              rsa(
                  key ->
                      when(
                          !isExponent(key.getPublicExponent()),
                          "the exponent is %s".formatted(key.getPublicExponent())))),
          LintRule.before(
              "rsa-modulus-factors",
              "BR section 6.1.6",
              "an RSA modulus without a factor below 752",
              ANOTHER_KEY,
              rsa(
                  key ->
                      when(
                          !key.getModulus().gcd(SMALL_PRIMES).equals(BigInteger.ONE),
                          "the modulus is divisible by %s"
                              .formatted(key.getModulus().gcd(SMALL_PRIMES))))),
          LintRule.before(
              "ec-point",
              "BR section 6.1.6 and RFC 5480 section 2.2",
              "an EC point that is uncompressed and lies on its curve",
              ANOTHER_KEY,
              KeyRules::point),
          LintRule.before(
              "key-not-issuers",
              "RFC 5280 section 3.2",
              "another key than its issuer's",
              ANOTHER_KEY,
              subject ->
                  when(
                      subject.issuer().isPresent() && subject.key().equals(subject.signingKey()),
                      "the key is the one that signs it")));

  private KeyRules() {}

  private static BigInteger product(int below) {
    BigInteger product = BigInteger.ONE;
    for (BigInteger prime = BigInteger.TWO;
        prime.intValueExact() < below;
        prime = prime.nextProbablePrime()) {
      product = product.multiply(prime);
    }
    return product;
  }

  private static boolean isExponent(BigInteger exponent) {
    return exponent.testBit(0)
        && exponent.compareTo(EXPONENT_MIN) >= 0
        && exponent.bitLength() <= EXPONENT_BITS_MAX;
  }

  private static Optional<String> ofProfile(LintSubject subject) {
    Optional<KeyKind> kind = subject.keyKind();
    if (kind.isEmpty()) {
      return Optional.empty(); // Rule key-kind says so.
    }
    if (!subject.profile().keys().contains(kind.get())) {
      return Optional.of(
          "the key is %s and profile %s allows %s"
              .formatted(kind.get(), subject.profile().name(), subject.profile().keys()));
    }
    return rsa(key ->
            when(
                key.getModulus().bitLength() < subject.profile().rsaBitsMin(),
                "the RSA key has %d bits and profile %s wants %d"
                    .formatted(
                        key.getModulus().bitLength(),
                        subject.profile().name(),
                        subject.profile().rsaBitsMin())))
        .against(subject);
  }

  private static Optional<String> encoding(LintSubject subject) {
    ASN1Encodable parameters = subject.key().getAlgorithm().getParameters();
    boolean right =
        subject
            .keyKind()
            .map(
                kind ->
                    kind == KeyKind.RSA
                        ? DERNull.INSTANCE.equals(parameters)
                        : kind == KeyKind.ED25519
                            ? parameters == null
                            : parameters instanceof ASN1ObjectIdentifier)
            .orElse(true);
    return when(!right, "the key's algorithm has the parameters %s".formatted(parameters));
  }

  private static LintRule.Check rsa(Function<RSAPublicKey, Optional<String>> check) {
    return subject -> {
      if (subject.keyKind().filter(KeyKind.RSA::equals).isEmpty()) {
        return Optional.empty();
      }
      try {
        return check.apply(RSAPublicKey.getInstance(subject.key().parsePublicKey()));
      } catch (IOException | IllegalArgumentException e) {
        return Optional.of("the key is not an RSA key inside: " + e.getMessage());
      }
    };
  }

  private static Optional<String> point(LintSubject subject) {
    if (subject.keyKind().filter(KeyKind::isEc).isEmpty()) {
      return Optional.empty();
    }
    byte[] octets = subject.key().getPublicKeyData().getBytes();
    if (octets.length == 0 || octets[0] != UNCOMPRESSED) {
      return Optional.of("the point is not in the uncompressed form");
    }
    try {
      PublicKey key = PublicKeys.of("the certificate", subject.key());
      return key instanceof ECPublicKey ec
          ? when(!onCurve(ec), "the point is not on the curve")
          : Optional.of("the key is not an EC key inside");
    } catch (CertificatesException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** y² = x³ + ax + b over the prime field (SP 800-56A section 5.6.2.3.4). */
  private static boolean onCurve(ECPublicKey key) {
    ECPoint w = key.getW();
    BigInteger p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
    BigInteger x = w.getAffineX();
    BigInteger right =
        x.pow(3)
            .add(key.getParams().getCurve().getA().multiply(x))
            .add(key.getParams().getCurve().getB());
    return w.getAffineY().pow(2).subtract(right).mod(p).signum() == 0;
  }
}
