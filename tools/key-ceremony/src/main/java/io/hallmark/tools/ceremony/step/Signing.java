package io.hallmark.tools.ceremony.step;

import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * How a kind of key signs certificates and requests.
 *
 * @param scheme for the token
 * @param identifier in ASN.1
 * @param jcaName for the JDK, which verifies
 */
record Signing(SignatureScheme scheme, AlgorithmIdentifier identifier, String jcaName) {
  /** With the hash that fits the key's strength. */
  static Signing of(KeySpec spec) {
    return switch (spec) {
      case EC_P256 ->
          new Signing(
              SignatureScheme.ECDSA_SHA256,
              new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
              "SHA256withECDSA");
      case EC_P384 ->
          new Signing(
              SignatureScheme.ECDSA_SHA384,
              new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384),
              "SHA384withECDSA");
      case EC_P521 ->
          new Signing(
              SignatureScheme.ECDSA_SHA512,
              new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512),
              "SHA512withECDSA");
      case EC_SECP256K1 ->
          throw new IllegalArgumentException("no certificate has a key on secp256k1");
      case ED25519 ->
          new Signing(
              SignatureScheme.ED25519,
              new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
              "Ed25519");
      // RFC 4055 section 5: the parameters of this identifier are NULL, not absent.
      case RSA_2048, RSA_3072, RSA_4096 ->
          new Signing(
              SignatureScheme.RSA_PKCS1_SHA256,
              new AlgorithmIdentifier(
                  PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
              "SHA256withRSA");
    };
  }

  /** Whether the JDK, a second implementation beside the token's, finds the signature good. */
  boolean verifies(PublicKey key, byte[] content, byte[] signature) {
    return verifies(jcaName, key, content, signature);
  }

  static boolean verifies(String jcaName, PublicKey key, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(jcaName);
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // A signature of the wrong form, or of another kind of key, is not good.
    }
  }
}
