package io.hallmark.certificates.signing;

import io.hallmark.certificates.CertificatesException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How certificates, requests, CRLs and OCSP responses are signed. */
public enum SigningAlgorithm {
  ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA", false),
  ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA", false),
  ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA", false),
  RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA", true),
  RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA", true),
  RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA", true),
  ED25519(EdECObjectIdentifiers.id_Ed25519, "Ed25519", false);

  private final String oid;
  private final String jcaName;
  private final boolean nullParameters;

  SigningAlgorithm(ASN1ObjectIdentifier oid, String jcaName, boolean nullParameters) {
    this.oid = oid.getId();
    this.jcaName = jcaName;
    this.nullParameters = nullParameters;
  }

  /** With the hash that fits the key's strength (BR section 7.1.3.2). */
  public static SigningAlgorithm of(PublicKey key) {
    if (key instanceof ECKey ec) {
      int bits = ec.getParams().getCurve().getField().getFieldSize();
      return bits <= 256 ? ECDSA_SHA256 : bits <= 384 ? ECDSA_SHA384 : ECDSA_SHA512;
    }
    return switch (key.getAlgorithm()) {
      case "RSA" -> RSA_SHA256;
      case "Ed25519", "EdDSA" -> ED25519;
      default ->
          throw CertificatesException.refused(
              "a key of algorithm %s cannot sign certificates, expected EC, RSA or Ed25519"
                  .formatted(key.getAlgorithm()));
    };
  }

  /** The algorithm that is encoded so, parameters and all. */
  public static Optional<SigningAlgorithm> of(AlgorithmIdentifier identifier) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.identifier().equals(identifier))
        .findFirst();
  }

  /** The algorithm with this object identifier, whatever its parameters. */
  public static Optional<SigningAlgorithm> of(ASN1ObjectIdentifier oid) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.oid.equals(oid.getId()))
        .findFirst();
  }

  /** NULL parameters for RSA (RFC 4055 section 5), none for the others (RFC 5758, RFC 8410). */
  public AlgorithmIdentifier identifier() {
    ASN1ObjectIdentifier algorithm = new ASN1ObjectIdentifier(oid);
    return nullParameters
        ? new AlgorithmIdentifier(algorithm, DERNull.INSTANCE)
        : new AlgorithmIdentifier(algorithm);
  }

  /** What the Java Cryptography Architecture calls it. */
  public String jcaName() {
    return jcaName;
  }
}
