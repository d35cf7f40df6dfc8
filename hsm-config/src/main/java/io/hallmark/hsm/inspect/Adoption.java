package io.hallmark.hsm.inspect;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.sunpkcs11.OwnCertificate;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Puts a certificate beside a key that another tool made, so that every engine sees the key. */
public final class Adoption {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CERTIFICATES_MAX = 16;

  private final OpenedToken opened;
  private final TokenKey key;

  public Adoption(OpenedToken opened, TokenKey key) {
    this.opened = opened;
    this.key = key;
  }

  /** Why a key is not adopted. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** What is beside the key by now, and whether that was so before. */
  public record Adopted(X509Certificate certificate, boolean before) {}

  /** By a certificate that the key signs for itself. */
  public Adopted byItself()
      throws RefusedException, CryptokiException, CertificateException, TokenSignException {
    String name = key.label().isEmpty() ? key.id().toString() : key.label();
    OwnCertificate own = OwnCertificate.of(key, name);
    return by(parsed(own.signed(sign(own.toBeSigned()))));
  }

  /**
   * By a certificate that somebody issued for the key.
   *
   * @throws RefusedException where its public key is not the key's, or another one is there
   */
  public Adopted by(X509Certificate certificate)
      throws RefusedException, CryptokiException, CertificateException {
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key.publicKey().getEncoded())) {
      throw new RefusedException(
          "the certificate's public key is not that of key %s \"%s\""
              .formatted(key.id(), key.label()));
    }
    try (CryptokiSession session = opened.session(true)) {
      byte[] encoded = certificate.getEncoded();
      Template beside =
          new Template()
              .add(Ck.CKA_CLASS, Ck.CKO_CERTIFICATE)
              .add(Ck.CKA_ID, key.id().toByteArray());
      for (long handle : session.find(beside, CERTIFICATES_MAX)) {
        byte[] there = session.attribute(handle, Ck.CKA_VALUE).orElse(new byte[0]);
        if (Arrays.equals(there, encoded)) {
          return new Adopted(certificate, true);
        }
        throw new RefusedException(
            "key %s \"%s\" has another certificate already; every engine sees it"
                .formatted(key.id(), key.label()));
      }
      session.create(template(certificate, encoded));
      return new Adopted(certificate, false);
    }
  }

  /** As PKCS#11 v3.1 section 4.6.3 wants an X.509 certificate. */
  private Template template(X509Certificate certificate, byte[] encoded) {
    BigInteger serial = certificate.getSerialNumber();
    byte[] value = serial.toByteArray();
    byte[] der = new byte[value.length + 2];
    der[0] = 2; // INTEGER; a serial number has at most 20 bytes (RFC 5280 section 4.1.2.2).
    der[1] = (byte) value.length;
    System.arraycopy(value, 0, der, 2, value.length);
    return new Template()
        .add(Ck.CKA_CLASS, Ck.CKO_CERTIFICATE)
        .add(Ck.CKA_CERTIFICATE_TYPE, Ck.CKC_X_509)
        .add(Ck.CKA_TOKEN, true)
        .add(Ck.CKA_PRIVATE, false)
        .add(Ck.CKA_ID, key.id().toByteArray())
        .add(Ck.CKA_LABEL, key.label().isEmpty() ? key.id().toString() : key.label())
        .add(Ck.CKA_SUBJECT, certificate.getSubjectX500Principal().getEncoded())
        .add(Ck.CKA_ISSUER, certificate.getIssuerX500Principal().getEncoded())
        .add(Ck.CKA_SERIAL_NUMBER, der)
        .add(Ck.CKA_VALUE, encoded);
  }

  private byte[] sign(byte[] content) throws TokenSignException {
    SignTask task =
        new SignTask(
            "hsm-adopt",
            Priority.ADMINISTRATION,
            key.id(),
            OwnCertificate.scheme(key.spec()),
            ByteBuffer.wrap(content),
            Instant.now().plus(PATIENCE));
    return TokenSignException.orThrow(opened.token().signAndWait(task)).toByteArray();
  }

  private static X509Certificate parsed(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** The token did not sign. */
  public static final class TokenSignException extends Exception {
    private static final long serialVersionUID = 1;

    private TokenSignException(TokenFault fault) {
      super(fault.detail());
    }

    static TokenSignature orThrow(TokenResult<TokenSignature> result) throws TokenSignException {
      if (result instanceof TokenResult.Done<TokenSignature> done) {
        return done.value();
      }
      TokenFault fault =
          result.fold(
              new TokenResult.Cases<TokenSignature, TokenFault>() {
                @Override
                public TokenFault done(TokenSignature value) {
                  throw new IllegalStateException("a signature is no fault");
                }

                @Override
                public TokenFault refused(TokenFault refusal) {
                  return refusal;
                }

                @Override
                public TokenFault unavailable(TokenFault why, Duration retryAfter) {
                  return why;
                }
              });
      throw new TokenSignException(fault);
    }
  }
}
