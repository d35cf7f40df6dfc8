package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyStoreToken;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Certificate objects beside key pairs. Called while searching, in a writable session. */
final class Certificates {
  private static final int PER_KEY_MAX = 64;
  private static final int SERIAL_BYTES_MAX = 127;

  private Certificates() {}

  static TokenResult<List<Octets>> of(CryptokiSession session, KeyId id) throws CryptokiException {
    List<Octets> certificates = new ArrayList<>();
    for (long handle : session.find(KeyObjects.byId(Ck.CKO_CERTIFICATE, id), PER_KEY_MAX)) {
      session.attribute(handle, Ck.CKA_VALUE).map(Octets::wrap).ifPresent(certificates::add);
    }
    return Answers.done(List.copyOf(certificates));
  }

  static TokenResult<KeyId> attach(CryptokiSession session, KeyId id, Octets der)
      throws CryptokiException {
    Optional<X509Certificate> certificate = parse(der);
    if (certificate.isEmpty()) {
      return Answers.refused(
          Ckr.ATTRIBUTE_VALUE_INVALID,
          "an X.509 certificate in DER of at most %d bytes expected"
              .formatted(KeyStoreToken.CERTIFICATE_BYTES_MAX));
    }
    List<Long> handles = KeyObjects.privateKeys(session, id);
    Optional<TokenKey> key =
        handles.size() == 1 ? KeyObjects.read(session, handles.get(0), id) : Optional.empty();
    if (key.isEmpty()) {
      return Answers.refused(
          Ckr.KEY_HANDLE_INVALID, "the token has not exactly one key pair with CKA_ID " + id);
    }
    byte[] named = certificate.get().getPublicKey().getEncoded();
    if (!Arrays.equals(named, key.get().publicKey().getEncoded())) {
      return Answers.refused(
          Ckr.ATTRIBUTE_VALUE_INVALID, "the certificate's public key is not that of key " + id);
    }
    List<Long> there =
        session.find(
            KeyObjects.byId(Ck.CKO_CERTIFICATE, id).add(Ck.CKA_VALUE, der.toByteArray()), 1);
    if (there.isEmpty()) {
      session.create(template(key.get(), certificate.get(), der));
    }
    return Answers.done(id);
  }

  private static Optional<X509Certificate> parse(Octets der) {
    if (der.length() > KeyStoreToken.CERTIFICATE_BYTES_MAX) {
      return Optional.empty();
    }
    byte[] bytes = der.toByteArray();
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes));
      boolean whole =
          Arrays.equals(certificate.getEncoded(), bytes)
              && certificate.getSerialNumber().toByteArray().length <= SERIAL_BYTES_MAX;
      return whole ? Optional.of(certificate) : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static Template template(TokenKey key, X509Certificate certificate, Octets der) {
    byte[] serial = certificate.getSerialNumber().toByteArray();
    byte[] integer = new byte[2 + serial.length];
    integer[0] = 2; // A DER INTEGER (PKCS#11 v3.1 section 4.6.3).
    integer[1] = (byte) serial.length;
    System.arraycopy(serial, 0, integer, 2, serial.length);
    // The JDK's provider names a key after its certificate's label, so it must have one.
    String label = key.label().isEmpty() ? key.id().toString() : key.label();
    return KeyTemplates.named(new Template(), key.id(), label)
        .add(Ck.CKA_CLASS, Ck.CKO_CERTIFICATE)
        .add(Ck.CKA_CERTIFICATE_TYPE, Ck.CKC_X_509)
        .add(Ck.CKA_TOKEN, true)
        .add(Ck.CKA_PRIVATE, false)
        .add(Ck.CKA_SUBJECT, certificate.getSubjectX500Principal().getEncoded())
        .add(Ck.CKA_ISSUER, certificate.getIssuerX500Principal().getEncoded())
        .add(Ck.CKA_SERIAL_NUMBER, integer)
        .add(Ck.CKA_VALUE, der.toByteArray());
  }
}
