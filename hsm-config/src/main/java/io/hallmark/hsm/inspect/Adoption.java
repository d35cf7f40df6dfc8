package io.hallmark.hsm.inspect;

import io.hallmark.hsm.sunpkcs11.OwnCertificate;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Puts a certificate beside a key that another tool made, so that every engine sees the key. */
public final class Adoption {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Token token;
  private final TokenKey key;

  public Adoption(Token token, TokenKey key) {
    this.token = token;
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
  public Adopted byItself() throws RefusedException, CertificateException, NotDoneException {
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
      throws RefusedException, CertificateException, NotDoneException {
    if (!Arrays.equals(certificate.getPublicKey().getEncoded(), key.publicKey().getEncoded())) {
      throw new RefusedException(
          "the certificate's public key is not that of key %s \"%s\""
              .formatted(key.id(), key.label()));
    }
    Octets der = Octets.wrap(certificate.getEncoded());
    List<Octets> there = NotDoneException.orThrow(token.certificates(key.id(), deadline()).join());
    if (there.contains(der)) {
      return new Adopted(certificate, true);
    }
    if (!there.isEmpty()) {
      throw new RefusedException(
          "key %s \"%s\" has another certificate already; every engine sees it"
              .formatted(key.id(), key.label()));
    }
    NotDoneException.orThrow(token.attachCertificate(key.id(), der, deadline()).join());
    return new Adopted(certificate, false);
  }

  private byte[] sign(byte[] content) throws NotDoneException {
    SignTask task =
        new SignTask(
            "hsm-adopt",
            Priority.ADMINISTRATION,
            key.id(),
            OwnCertificate.scheme(key.spec()),
            ByteBuffer.wrap(content),
            deadline());
    return NotDoneException.orThrow(token.signAndWait(task)).toByteArray();
  }

  private static X509Certificate parsed(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static Instant deadline() {
    return Instant.now().plus(PATIENCE);
  }
}
