package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * PKCS#10 certification requests (RFC 2986) in two steps, what is to be signed and the whole, so
 * that the token can sign in between without a thread waiting for it. Pure.
 */
final class CertificationRequests {
  /** RFC 8410 section 3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private CertificationRequests() {}

  /** The scheme that a key of {@code spec} signs its request by: what every authority reads. */
  static SignatureScheme schemeOf(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> SignatureScheme.ECDSA_SHA256;
      case EC_P521 -> SignatureScheme.ECDSA_SHA512;
      case EC_P384 -> SignatureScheme.ECDSA_SHA384;
      case RSA_2048, RSA_3072, RSA_4096 -> SignatureScheme.RSA_PKCS1_SHA256;
      case ED25519 -> SignatureScheme.ED25519;
    };
  }

  /** The CertificationRequestInfo, DER. */
  static byte[] content(RequestedSubject subject, PublicKey key) {
    return der(
        new CertificationRequestInfo(
            subject.subject(),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()),
            attributes(subject.alternativeNames())));
  }

  /** The CertificationRequest, DER. */
  static byte[] assemble(byte[] content, KeySpec spec, Signature signature) {
    return der(
        new CertificationRequest(
            CertificationRequestInfo.getInstance(content),
            algorithm(spec),
            new DERBitString(signature.toByteArray())));
  }

  private static ASN1Set attributes(List<GeneralName> names) {
    if (names.isEmpty()) {
      return new DERSet();
    }
    GeneralNames alternatives = new GeneralNames(names.toArray(GeneralName[]::new));
    Extensions extensions =
        new Extensions(new Extension(Extension.subjectAlternativeName, false, der(alternatives)));
    return new DERSet(
        new Attribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new DERSet(extensions)));
  }

  private static AlgorithmIdentifier algorithm(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
      case EC_P521 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512);
      case EC_P384 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
      case ED25519 -> new AlgorithmIdentifier(ED25519);
      case RSA_2048, RSA_3072, RSA_4096 ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    };
  }

  private static byte[] der(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written but to memory", e);
    }
  }
}
