package io.hallmark.certificates.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Kinds of keys that certificates may be for. */
public enum KeyKind {
  EC_P256,
  EC_P384,
  EC_P521,
  RSA,
  ED25519;

  private static final Map<ASN1ObjectIdentifier, KeyKind> CURVES =
      Map.of(
          X9ObjectIdentifiers.prime256v1, EC_P256,
          SECObjectIdentifiers.secp384r1, EC_P384,
          SECObjectIdentifiers.secp521r1, EC_P521);

  /** The kind of a key; empty where it is none of these. */
  public static Optional<KeyKind> of(SubjectPublicKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return Optional.of(RSA);
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return Optional.of(ED25519);
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
        && info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve) {
      return Optional.ofNullable(CURVES.get(curve));
    }
    return Optional.empty();
  }

  public boolean isEc() {
    return this == EC_P256 || this == EC_P384 || this == EC_P521;
  }

  /** By its name here. */
  public static Optional<KeyKind> parse(String text) {
    return Arrays.stream(values()).filter(kind -> kind.name().equals(text)).findFirst();
  }
}
