package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import java.util.Optional;

/** C_UnwrapKey, and what its failures mean. Called while searching. */
final class Unwrapping {
  private Unwrapping() {}

  /** A session object of the key; {@link Extraction#WRAPPED} only where it is wrapped again. */
  static TokenResult<Long> toSession(
      CryptokiSession session, WrapMechanism mechanism, WrappedKey key, Extraction extraction)
      throws CryptokiException {
    Optional<Long> wrapper = WrappingKeys.find(session, key.wrappingKey());
    return wrapper.isEmpty()
        ? WrappingKeys.missing(key.wrappingKey())
        : toSession(session, mechanism, wrapper.get(), key, extraction);
  }

  static TokenResult<Long> toSession(
      CryptokiSession session,
      WrapMechanism mechanism,
      long wrapper,
      WrappedKey key,
      Extraction extraction)
      throws CryptokiException {
    Template template =
        KeyTemplates.privateKey(key.purpose(), false, extraction)
            .add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY)
            .add(Ck.CKA_KEY_TYPE, KeyPairMaker.keyType(key.spec()));
    return unwrap(session, mechanism, wrapper, key.id(), key.blob().toByteArray(), template);
  }

  static TokenResult<Long> toResident(
      CryptokiSession session, WrapMechanism mechanism, UnwrapTask task) throws CryptokiException {
    WrappedKey key = task.key();
    Optional<Long> wrapper = WrappingKeys.find(session, key.wrappingKey());
    if (wrapper.isEmpty()) {
      return WrappingKeys.missing(key.wrappingKey());
    }
    Template template =
        KeyTemplates.named(
                KeyTemplates.privateKey(key.purpose(), true, task.extraction()),
                key.id(),
                task.label())
            .add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY)
            .add(Ck.CKA_KEY_TYPE, KeyPairMaker.keyType(key.spec()));
    return unwrap(session, mechanism, wrapper.get(), key.id(), key.blob().toByteArray(), template);
  }

  static TokenResult<Long> unwrap(
      CryptokiSession session,
      WrapMechanism mechanism,
      long wrapper,
      KeyId id,
      byte[] blob,
      Template template)
      throws CryptokiException {
    try {
      return Answers.done(KeyCalls.unwrap(session, mechanism.type(), wrapper, blob, template));
    } catch (CryptokiException e) {
      if (!isVague(e.code()) || !isWell(session)) {
        throw e;
      }
      // SoftHSM, for one, says "general error" of a blob that fails its check. A token that still
      // answers is not at fault, and must not be lost to all others because of one blob.
      return Answers.refused(
          e.code(),
          "the token does not unwrap key %s: %s; the blob is damaged or not of this wrapping key"
              .formatted(id, e.getMessage()));
    }
  }

  private static boolean isVague(long code) {
    return code == Ckr.GENERAL_ERROR || code == Ckr.FUNCTION_FAILED;
  }

  private static boolean isWell(CryptokiSession session) {
    try {
      session.state();
      return true;
    } catch (CryptokiException e) {
      return false;
    }
  }
}
