package io.hallmark.certificates.lint;

import io.hallmark.certificates.profile.KeyKind;
import io.hallmark.certificates.signing.SigningAlgorithm;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Which algorithms a key signs with (BR section 7.1.3.2; P-521 and Ed25519 likewise). */
final class SignatureFit {
  private SignatureFit() {}

  static boolean fits(SigningAlgorithm algorithm, SubjectPublicKeyInfo key) {
    Optional<KeyKind> kind = KeyKind.of(key);
    return switch (algorithm) {
      case ECDSA_SHA256 -> kind.equals(Optional.of(KeyKind.EC_P256));
      case ECDSA_SHA384 -> kind.equals(Optional.of(KeyKind.EC_P384));
      case ECDSA_SHA512 -> kind.equals(Optional.of(KeyKind.EC_P521));
      case RSA_SHA256, RSA_SHA384, RSA_SHA512 -> kind.equals(Optional.of(KeyKind.RSA));
      case ED25519 -> kind.equals(Optional.of(KeyKind.ED25519));
    };
  }

  static String describe(SubjectPublicKeyInfo key) {
    return KeyKind.of(key)
        .map(Enum::name)
        .orElseGet(() -> "of algorithm " + key.getAlgorithm().getAlgorithm());
  }
}
