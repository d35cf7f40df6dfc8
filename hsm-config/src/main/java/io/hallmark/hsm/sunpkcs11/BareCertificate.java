package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.TokenKey;

/**
 * A certificate beside a key, for no other reason than that SunPKCS11 shows only keys that have
 * one. It claims nothing: its name is the CKA_ID, its signature is empty, nobody can chain to it.
 */
final class BareCertificate {
  /** ecdsa-with-SHA256 (RFC 5758); the signature under it is of no bits. */
  private static final byte[] ALGORITHM = Der.hex("300a06082a8648ce3d040302");

  private static final byte[] COMMON_NAME = Der.hex("0603550403");

  private BareCertificate() {}

  /** Writes it into the token, with the key's CKA_ID. */
  static void write(CryptokiSession session, TokenKey key) throws CryptokiException {
    byte[] name = name(key);
    byte[] serial = Der.of(Der.INTEGER, new byte[] {1});
    session.create(
        new Template()
            .add(Ck.CKA_CLASS, Ck.CKO_CERTIFICATE)
            .add(Ck.CKA_CERTIFICATE_TYPE, Ck.CKC_X_509)
            .add(Ck.CKA_TOKEN, true)
            .add(Ck.CKA_PRIVATE, false)
            .add(Ck.CKA_ID, key.id().toByteArray())
            .add(Ck.CKA_LABEL, key.id().toString())
            .add(Ck.CKA_SUBJECT, name)
            .add(Ck.CKA_ISSUER, name)
            .add(Ck.CKA_SERIAL_NUMBER, serial)
            .add(Ck.CKA_VALUE, encoded(key, name, serial)));
  }

  private static byte[] name(TokenKey key) {
    byte[] attribute =
        Der.of(Der.SEQUENCE, COMMON_NAME, Der.text(Der.UTF8_STRING, key.id().toString()));
    return Der.of(Der.SEQUENCE, Der.of(Der.SET, attribute));
  }

  /** RFC 5280 section 4.1; validity as section 4.1.2.5 says for "no well-defined expiration". */
  private static byte[] encoded(TokenKey key, byte[] name, byte[] serial) {
    byte[] version3 = Der.of(Der.CONTEXT_0, Der.of(Der.INTEGER, new byte[] {2}));
    byte[] validity =
        Der.of(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, "260101000000Z"),
            Der.text(Der.GENERALIZED_TIME, "99991231235959Z"));
    byte[] body =
        Der.of(
            Der.SEQUENCE,
            version3,
            serial,
            ALGORITHM,
            name,
            validity,
            name,
            key.publicKey().getEncoded());
    return Der.of(Der.SEQUENCE, body, ALGORITHM, Der.bits(new byte[0]));
  }
}
