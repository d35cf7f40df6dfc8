package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.certificates.revocation.RevokedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;

/**
 * Answers whether certificates are revoked (RFC 6960), from what the CA's folder says at the
 * moment. Safe for concurrent use.
 */
final class OcspAnswers {
  /** Longest request that is read; a request about one certificate has a hundred bytes. */
  static final int REQUEST_BYTES_MAX = 16_384;

  private static final int CERTIFICATES_MAX = 50;
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** RFC 8954 section 2.1. */
  private static final int NONCE_OCTETS_MAX = 32;

  /** What names and keys of issuers are told apart by; SHA-1 protects nothing here. */
  private static final Map<ASN1ObjectIdentifier, String> HASHES =
      Map.of(
          OIWObjectIdentifiers.idSHA1, "SHA-1",
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  private final FakeCa ca;
  private final OcspSigner signer;

  OcspAnswers(FakeCa ca, OcspSigner signer) {
    this.ca = ca;
    this.signer = signer;
  }

  /** The response in DER, to whatever came in. */
  byte[] answer(byte[] request) {
    try {
      OCSPReq parsed = new OCSPReq(request);
      if (parsed.getRequestList().length > CERTIFICATES_MAX) {
        return failure(OCSPRespBuilder.MALFORMED_REQUEST);
      }
      for (Req one : parsed.getRequestList()) {
        if (!isOurs(one.getCertID())) {
          return failure(OCSPRespBuilder.UNAUTHORIZED);
        }
      }
      return success(parsed);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return failure(OCSPRespBuilder.MALFORMED_REQUEST);
    } catch (OCSPException | CertificatesException e) {
      return failure(OCSPRespBuilder.INTERNAL_ERROR);
    }
  }

  private byte[] success(OCSPReq request) throws OCSPException, IOException {
    BasicOCSPRespBuilder response = new BasicOCSPRespBuilder(signer.id());
    Instant now = ca.clock().instant();
    for (Req one : request.getRequestList()) {
      response.addResponse(
          one.getCertID(),
          status(one.getCertID().getSerialNumber()),
          Date.from(now),
          Date.from(now.plus(FRESH)));
    }
    nonce(request).ifPresent(nonce -> response.setResponseExtensions(new Extensions(nonce)));
    return new OCSPRespBuilder()
        .build(OCSPRespBuilder.SUCCESSFUL, signer.sign(response, now))
        .getEncoded();
  }

  /** Good is null, as Bouncy Castle has it. */
  private CertificateStatus status(BigInteger serial) {
    Optional<RevokedCertificate> revoked = ca.revocations().find(serial);
    if (revoked.isPresent()) {
      Date at = Date.from(revoked.get().at());
      return revoked.get().reason() == RevocationReason.UNSPECIFIED
          ? new RevokedStatus(at)
          : new RevokedStatus(at, revoked.get().reason().code());
    }
    return ca.hasIssued(serial) ? CertificateStatus.GOOD : new UnknownStatus();
  }

  private boolean isOurs(CertificateID id) {
    String hash = HASHES.get(id.getHashAlgOID());
    if (hash == null) {
      return false;
    }
    X509Certificate issuer = ca.certificate();
    byte[] name =
        DistinguishedNames.principal(DistinguishedNames.asn1(issuer.getSubjectX500Principal()))
            .getEncoded();
    byte[] key =
        SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded())
            .getPublicKeyData()
            .getBytes();
    return Arrays.equals(digest(hash, name), id.getIssuerNameHash())
        && Arrays.equals(digest(hash, key), id.getIssuerKeyHash());
  }

  private static byte[] digest(String hash, byte[] content) {
    try {
      return MessageDigest.getInstance(hash).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no " + hash, e);
    }
  }

  private static Optional<Extension> nonce(OCSPReq request) {
    return Optional.ofNullable(request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
        .filter(nonce -> nonce.getExtnValue().getOctets().length <= NONCE_OCTETS_MAX + 2);
  }

  private static byte[] failure(int status) {
    try {
      return new OCSPRespBuilder().build(status, null).getEncoded();
    } catch (OCSPException | IOException e) {
      throw new IllegalStateException("a response without content cannot be encoded", e);
    }
  }
}
