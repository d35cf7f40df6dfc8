package io.hallmark.certificates.profile;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A purpose in the extended key usage (RFC 5280 section 4.2.1.12). Immutable.
 *
 * @param oid dotted
 */
public record KeyPurpose(String oid) {
  public static final KeyPurpose SERVER_AUTH = of(KeyPurposeId.id_kp_serverAuth);
  public static final KeyPurpose CLIENT_AUTH = of(KeyPurposeId.id_kp_clientAuth);
  public static final KeyPurpose OCSP_SIGNING = of(KeyPurposeId.id_kp_OCSPSigning);
  public static final KeyPurpose ANY = of(KeyPurposeId.anyExtendedKeyUsage);

  private static final Map<String, KeyPurpose> NAMES =
      Map.of(
          "serverAuth",
          SERVER_AUTH,
          "clientAuth",
          CLIENT_AUTH,
          "codeSigning",
          of(KeyPurposeId.id_kp_codeSigning),
          "emailProtection",
          of(KeyPurposeId.id_kp_emailProtection),
          "timeStamping",
          of(KeyPurposeId.id_kp_timeStamping),
          "OCSPSigning",
          OCSP_SIGNING);

  public KeyPurpose {
    Objects.requireNonNull(oid, "oid");
  }

  static KeyPurpose of(KeyPurposeId id) {
    return new KeyPurpose(id.getId());
  }

  /** A name of RFC 5280 ({@code serverAuth}), or a dotted object identifier. */
  public static KeyPurpose parse(String text) {
    KeyPurpose named = NAMES.get(text);
    return named == null ? new KeyPurpose(new ASN1ObjectIdentifier(text).getId()) : named;
  }

  public static ExtendedKeyUsage asn1(Collection<KeyPurpose> purposes) {
    return new ExtendedKeyUsage(
        purposes.stream()
            .map(purpose -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.oid)))
            .toArray(KeyPurposeId[]::new));
  }

  /** Its name where it has one, else the object identifier. */
  @Override
  public String toString() {
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().oid.equals(oid))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(oid);
  }
}
