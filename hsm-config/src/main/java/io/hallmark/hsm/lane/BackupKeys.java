package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedSecret;
import io.hallmark.hsm.token.WrappingKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The one kind of key whose value passes through this process, once out and once in; see {@link
 * io.hallmark.hsm.token.BackupToken}. Called while searching, in a writable session.
 */
final class BackupKeys {
  private static final int VALUE_BYTES = 32;

  private BackupKeys() {}

  static TokenResult<WrappingKey> create(
      CryptokiSession session, Offer offer, KeyId id, String label) throws CryptokiException {
    if (offer.wrapping().isEmpty() || !offer.makesAesKeys()) {
      return WrappingKeys.noWrapping();
    }
    if (KeyObjects.exists(session, id)) {
      return WrappingKeys.taken(id);
    }
    Template template =
        KeyTemplates.named(KeyTemplates.wrappingKey(false, Extraction.WRAPPED), id, label)
            .add(Ck.CKA_VALUE_LEN, (long) VALUE_BYTES);
    long handle = KeyCalls.generate(session, Ck.CKM_AES_KEY_GEN, template);
    return WrappingKeys.read(session, handle)
        .map(Answers::done)
        .orElseGet(() -> Answers.misbehaved("the token made a backup key that can't be read"));
  }

  /** Reads the value, closes the door for good, and only then hands it out. */
  static TokenResult<SecretBytes> export(CryptokiSession session, KeyId id)
      throws CryptokiException {
    Optional<Long> found = WrappingKeys.find(session, id);
    if (found.isEmpty()) {
      return WrappingKeys.missing(id);
    }
    long handle = found.get();
    Optional<byte[]> value =
        session.flag(handle, Ck.CKA_SENSITIVE)
            ? Optional.empty()
            : session.attribute(handle, Ck.CKA_VALUE);
    if (value.isEmpty()) {
      return Answers.refused(
          Ckr.ATTRIBUTE_SENSITIVE,
          "key " + id + " can't be read: it is no backup key, or its value was read already");
    }
    SecretBytes secret = SecretBytes.wrap(value.get());
    if (closedForGood(session, handle)) {
      return Answers.done(secret);
    }
    secret.close();
    return Answers.misbehaved("the token does not make key " + id + " sensitive; nothing was read");
  }

  private static boolean closedForGood(CryptokiSession session, long handle)
      throws CryptokiException {
    KeyCalls.set(
        session, handle, new Template().add(Ck.CKA_SENSITIVE, true).add(Ck.CKA_EXTRACTABLE, false));
    return Expectation.wrapping(Extraction.NEVER).wrong(session, handle).isEmpty();
  }

  static TokenResult<WrappingKey> restore(
      CryptokiSession session, KeyId id, String label, SecretBytes value) throws CryptokiException {
    if (value.length() != VALUE_BYTES) {
      return Answers.refused(
          Ckr.ATTRIBUTE_VALUE_INVALID,
          "a backup key of %d bytes expected, got %d".formatted(VALUE_BYTES, value.length()));
    }
    if (KeyObjects.exists(session, id)) {
      return WrappingKeys.taken(id);
    }
    byte[] clear = value.copy();
    try (Template template =
        KeyTemplates.named(KeyTemplates.wrappingKey(true, Extraction.NEVER), id, label)
            .add(Ck.CKA_VALUE, clear)) {
      long handle = session.create(template);
      return WrappingKeys.checked(session, handle, id, Extraction.NEVER);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  static TokenResult<WrappedSecret> wrapWrappingKey(
      CryptokiSession session, Offer offer, KeyId id, KeyId backupKey) throws CryptokiException {
    Optional<WrapMechanism> mechanism = offer.wrapping();
    Optional<Long> key = WrappingKeys.find(session, id);
    Optional<Long> wrapper = WrappingKeys.find(session, backupKey);
    if (mechanism.isEmpty()) {
      return WrappingKeys.noWrapping();
    }
    if (key.isEmpty() || wrapper.isEmpty()) {
      return WrappingKeys.missing(key.isEmpty() ? id : backupKey);
    }
    if (!session.flag(key.get(), Ck.CKA_EXTRACTABLE)) {
      return Answers.refused(
          Ckr.KEY_UNEXTRACTABLE,
          "wrapping key " + id + " was made never to leave the token, so it can't be backed up");
    }
    byte[] blob = KeyCalls.wrap(session, mechanism.get().type(), wrapper.get(), key.get());
    return Answers.done(new WrappedSecret(id, backupKey, mechanism.get(), Octets.wrap(blob)));
  }

  static TokenResult<WrappingKey> unwrapWrappingKey(
      CryptokiSession session, Offer offer, WrappedSecret wrapped, String label)
      throws CryptokiException {
    Optional<WrapMechanism> mechanism = offer.wrapping();
    if (mechanism.isEmpty()) {
      return WrappingKeys.noWrapping();
    }
    if (KeyObjects.exists(session, wrapped.id())) {
      return WrappingKeys.taken(wrapped.id());
    }
    Optional<Long> wrapper = WrappingKeys.find(session, wrapped.backupKey());
    if (wrapper.isEmpty()) {
      return WrappingKeys.missing(wrapped.backupKey());
    }
    TokenResult<Long> unwrapped =
        Unwrapping.unwrap(
            session,
            mechanism.get(),
            wrapper.get(),
            wrapped.id(),
            wrapped.blob().toByteArray(),
            KeyTemplates.named(
                KeyTemplates.wrappingKey(true, Extraction.NEVER), wrapped.id(), label));
    if (!(unwrapped instanceof TokenResult.Done<Long> handle)) {
      return Answers.passedOn(unwrapped);
    }
    return WrappingKeys.checked(session, handle.value(), wrapped.id(), Extraction.NEVER);
  }
}
