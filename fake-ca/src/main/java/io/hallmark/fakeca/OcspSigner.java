package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.X509Certificates;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.CertificateSigner;
import io.hallmark.certificates.signing.JcaSigner;
import io.hallmark.certificates.signing.PublicKeys;
import io.hallmark.certificates.signing.SecondOpinion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs OCSP responses: the CA itself, or a responder that it delegated to (RFC 6960 section
 * 4.2.2.2). Safe for concurrent use.
 */
final class OcspSigner {
  private static final int DELEGATED_DAYS = 30;

  private final CertificateSigner signer;
  private final X509Certificate certificate;

  private OcspSigner(CertificateSigner signer, X509Certificate certificate) {
    this.signer = signer;
    this.certificate = certificate;
  }

  static OcspSigner authority(FakeCa ca) {
    return new OcspSigner(ca.signer(), ca.certificate());
  }

  /** The CA's responder; made, with a key of its own, where there is none. */
  static OcspSigner delegated(FakeCa ca) {
    Home home = ca.home();
    if (!Files.exists(home.responderCertificate())) {
      make(ca);
    }
    String file = home.responderCertificate().toString();
    X509Certificate certificate =
        X509Certificates.chain(file, Home.read(home.responderCertificate())).get(0);
    if (certificate.getNotAfter().toInstant().isBefore(ca.clock().instant())) {
      throw CertificatesException.badInput(
          "%s ended at %s, expected one that is valid; delete it and %s, and others are made"
              .formatted(file, certificate.getNotAfter().toInstant(), home.responderKey()));
    }
    String keyFile = home.responderKey().toString();
    byte[] pkcs8 = Pem.decode(keyFile, Home.read(home.responderKey()), Pem.PRIVATE_KEY);
    return new OcspSigner(
        JcaSigner.of(certificate.getPublicKey(), PublicKeys.privateKey(keyFile, pkcs8)),
        certificate);
  }

  private static void make(FakeCa ca) {
    KeyPair pair = KeyAlgorithm.EC_P256.generate();
    X509Certificate made =
        ca.issue(
                CertificateDraft.of(Profiles.ocspResponder())
                    .subject(DistinguishedNames.parse("CN=OCSP responder (for tests only)"))
                    .key(pair.getPublic())
                    .validity(ca.validity(DELEGATED_DAYS)))
            .get(0);
    NewFiles.writeSecret(
        ca.home().responderKey(), Pem.encode(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
    NewFiles.writePublic(ca.home().responderCertificate(), FakeCa.pem(java.util.List.of(made)));
  }

  /** Who answers, by name. */
  RespID id() {
    return new RespID(DistinguishedNames.asn1(certificate.getSubjectX500Principal()));
  }

  /** Signs, and has another implementation verify. */
  BasicOCSPResp sign(BasicOCSPRespBuilder response, Instant producedAt)
      throws OCSPException, IOException {
    BasicOCSPResp signed =
        response.build(
            new Signing(signer),
            new X509CertificateHolder[] {holder(certificate)},
            Date.from(producedAt));
    if (!SecondOpinion.verifies(
        signer.algorithm(),
        certificate.getPublicKey(),
        signed.getTBSResponseData(),
        signed.getSignature(),
        signer.maker())) {
      throw CertificatesException.failed("the signature under an OCSP response does not verify");
    }
    return signed;
  }

  private static X509CertificateHolder holder(X509Certificate certificate) throws IOException {
    try {
      return new X509CertificateHolder(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  /** Ours, as Bouncy Castle's builder wants it. */
  private static final class Signing implements ContentSigner {
    private final CertificateSigner signer;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Signing(CertificateSigner signer) {
      this.signer = signer;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return signer.algorithm().identifier();
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      return signer.sign(content.toByteArray());
    }
  }
}
