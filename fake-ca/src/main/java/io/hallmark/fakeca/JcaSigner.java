package io.hallmark.fakeca;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs certificates with a key in memory through the JDK's own providers. Bouncy Castle builds the
 * ASN.1 only: its FIPS provider takes two seconds to start, which a test need not pay.
 */
final class JcaSigner implements ContentSigner {
  private final PrivateKey key;
  private final String jcaName;
  private final AlgorithmIdentifier identifier;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  private JcaSigner(PrivateKey key, String jcaName, AlgorithmIdentifier identifier) {
    this.key = key;
    this.jcaName = jcaName;
    this.identifier = identifier;
  }

  /** A signer with the hash that fits the key's strength. */
  static JcaSigner with(PrivateKey key) {
    if (key instanceof ECKey ec) {
      return ec.getParams().getCurve().getField().getFieldSize() <= 256
          ? new JcaSigner(key, "SHA256withECDSA", plain(X9ObjectIdentifiers.ecdsa_with_SHA256))
          : new JcaSigner(key, "SHA384withECDSA", plain(X9ObjectIdentifiers.ecdsa_with_SHA384));
    }
    if (key.getAlgorithm().equals("RSA")) {
      // RFC 4055 section 5: the parameters of this identifier are NULL, not absent.
      return new JcaSigner(
          key,
          "SHA256withRSA",
          new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE));
    }
    return new JcaSigner(key, "Ed25519", plain(EdECObjectIdentifiers.id_Ed25519));
  }

  private static AlgorithmIdentifier plain(ASN1ObjectIdentifier algorithm) {
    return new AlgorithmIdentifier(algorithm);
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return identifier;
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      Signature signature = Signature.getInstance(jcaName);
      signature.initSign(key);
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot sign with " + jcaName, e);
    }
  }
}
