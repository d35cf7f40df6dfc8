package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.plan.Step;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.OptionalInt;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * What a CA certificate (RFC 5280) will say, before anyone signed it. Nothing in it is random, so
 * an interrupted step that is done again asks for the same signature and not for a second
 * certificate.
 *
 * @param issuer name of who signs
 * @param authority how its key is identified
 * @param serial positive, 20 octets at most
 * @param subject whose it is
 * @param key the subject's
 * @param rehearsal whether it is marked
 */
record CertificateDraft(
    X500Principal issuer,
    AuthorityKeyIdentifier authority,
    BigInteger serial,
    X500Principal subject,
    PublicKey key,
    Step.Validity validity,
    OptionalInt pathLength,
    boolean rehearsal) {
  private static final int SERIAL_OCTETS = 20;
  private static final int KEY_IDENTIFIER_OCTETS = 20;

  /** From 256 random bits of the ceremony and the step's number (RFC 5280 section 4.1.2.2). */
  static BigInteger serial(String nonce, int step) {
    String seed = "certificate serial of step %d, %s".formatted(step, nonce);
    byte[] hash = sha256(seed.getBytes(StandardCharsets.US_ASCII));
    byte[] octets = Arrays.copyOf(hash, SERIAL_OCTETS);
    octets[0] = (byte) ((octets[0] & 0x7f) | 0x40);
    return new BigInteger(1, octets);
  }

  /** RFC 7093 section 2, method 1. */
  static byte[] identifier(PublicKey key) {
    byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return Arrays.copyOf(sha256(bits), KEY_IDENTIFIER_OCTETS);
  }

  /** Identifies the issuer's key as its certificate does (RFC 5280 section 4.2.1.1). */
  static AuthorityKeyIdentifier authority(X509Certificate issuer) {
    byte[] extension = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    return new AuthorityKeyIdentifier(
        extension == null
            ? identifier(issuer.getPublicKey())
            : SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .getKeyIdentifier());
  }

  /** What is to be signed (TBSCertificate). */
  byte[] content(Signing signing) {
    GivenSigner dry = new GivenSigner(signing.identifier(), new byte[1]);
    build(dry);
    return dry.content();
  }

  /** The certificate in DER. */
  byte[] signed(Signing signing, byte[] signature) {
    return build(new GivenSigner(signing.identifier(), signature));
  }

  private byte[] build(GivenSigner signer) {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            Marks.asn1(issuer),
            serial,
            Date.from(validity.notBefore()),
            Date.from(validity.notAfter()),
            Marks.asn1(subject),
            SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    try {
      builder.addExtension(
          Extension.basicConstraints,
          true,
          pathLength.isPresent()
              ? new BasicConstraints(pathLength.getAsInt())
              : new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(key)));
      builder.addExtension(Extension.authorityKeyIdentifier, false, authority);
      if (rehearsal) {
        builder.addExtension(
            MiscObjectIdentifiers.netscapeCertComment, false, new DERIA5String(Marks.NOTE));
      }
      return builder.build(signer).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("certificate cannot be encoded", e);
    }
  }

  private static byte[] sha256(byte[] content) {
    return HexFormat.of().parseHex(Outputs.sha256(content));
  }
}
