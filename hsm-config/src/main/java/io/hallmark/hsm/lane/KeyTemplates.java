package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;

/**
 * Templates of the objects that we make. Every use that is not wanted is denied, since some tokens
 * allow what is not mentioned. Session objects have no CKA_ID, so that no search takes them for
 * resident keys.
 */
final class KeyTemplates {
  private KeyTemplates() {}

  /** The public part of a pair to be made; the caller adds what kind. */
  static Template publicKey(KeyPurpose purpose, boolean resident) {
    return new Template()
        .add(Ck.CKA_TOKEN, resident)
        .add(Ck.CKA_PRIVATE, false)
        .add(Ck.CKA_VERIFY, purpose == KeyPurpose.SIGN)
        .add(Ck.CKA_ENCRYPT, false)
        .add(Ck.CKA_WRAP, false);
  }

  /** The private part of a pair to be made or unwrapped. */
  static Template privateKey(KeyPurpose purpose, boolean resident, Extraction extraction) {
    return new Template()
        .add(Ck.CKA_TOKEN, resident)
        .add(Ck.CKA_PRIVATE, true)
        .add(Ck.CKA_SENSITIVE, true)
        .add(Ck.CKA_EXTRACTABLE, extraction == Extraction.WRAPPED)
        .add(Ck.CKA_SIGN, purpose == KeyPurpose.SIGN)
        .add(Ck.CKA_DECRYPT, false)
        .add(Ck.CKA_UNWRAP, false)
        .add(Ck.CKA_DERIVE, purpose == KeyPurpose.AGREE);
  }

  /** A resident key that wraps others. */
  static Template wrappingKey(boolean sensitive, Extraction extraction) {
    return new Template()
        .add(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
        .add(Ck.CKA_KEY_TYPE, Ck.CKK_AES)
        .add(Ck.CKA_TOKEN, true)
        .add(Ck.CKA_PRIVATE, true)
        .add(Ck.CKA_SENSITIVE, sensitive)
        .add(Ck.CKA_EXTRACTABLE, extraction == Extraction.WRAPPED)
        .add(Ck.CKA_WRAP, true)
        .add(Ck.CKA_UNWRAP, true)
        .add(Ck.CKA_ENCRYPT, false)
        .add(Ck.CKA_DECRYPT, false)
        .add(Ck.CKA_SIGN, false)
        .add(Ck.CKA_VERIFY, false)
        .add(Ck.CKA_DERIVE, false);
  }

  static Template named(Template template, KeyId id, String label) {
    return template.add(Ck.CKA_ID, id.toByteArray()).add(Ck.CKA_LABEL, label);
  }
}
