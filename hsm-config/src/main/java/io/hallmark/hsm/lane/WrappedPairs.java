package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import java.util.List;
import java.util.Optional;

/**
 * Key pairs on their way into and out of their wrapping. In clear they are in the token only, as
 * session objects that are destroyed at once. Called while searching, in a session of its own.
 */
final class WrappedPairs {
  private final CryptokiSession session;
  private final WrapMechanism mechanism;

  private WrappedPairs(CryptokiSession session, WrapMechanism mechanism) {
    this.session = session;
    this.mechanism = mechanism;
  }

  /** What is done with them. */
  @FunctionalInterface
  interface Operation<T> {
    TokenResult<T> run(WrappedPairs pairs) throws CryptokiException;
  }

  /** Refuses where the token wraps nothing. */
  static <T> TokenResult<T> with(CryptokiSession session, Offer offer, Operation<T> operation)
      throws CryptokiException {
    Optional<WrapMechanism> mechanism = offer.wrapping();
    return mechanism.isEmpty()
        ? WrappingKeys.noWrapping()
        : operation.run(new WrappedPairs(session, mechanism.get()));
  }

  TokenResult<WrappedKey> generate(GenerateTask task, KeyId wrappingKey) throws CryptokiException {
    Optional<Long> wrapper = WrappingKeys.find(session, wrappingKey);
    if (wrapper.isEmpty()) {
      return WrappingKeys.missing(wrappingKey);
    }
    CryptokiSession.Pair pair =
        KeyPairMaker.make(
            session,
            task.spec(),
            () -> KeyTemplates.publicKey(task.purpose(), false),
            () -> KeyTemplates.privateKey(task.purpose(), false, Extraction.WRAPPED));
    try {
      List<String> wrong =
          Expectation.generated(task.purpose(), false, Extraction.WRAPPED)
              .wrong(session, pair.privateKey());
      if (!wrong.isEmpty()) {
        return Answers.misbehaved(
            "the token made a key with wrong %s; it was destroyed"
                .formatted(String.join(", ", wrong)));
      }
      Optional<TokenKey> key = KeyObjects.read(session, pair, task.key());
      return key.isEmpty()
          ? Answers.misbehaved("the token made a key without a readable public part; destroyed")
          : wrapped(pair.privateKey(), wrapper.get(), key.get(), task.purpose(), wrappingKey);
    } finally {
      session.destroy(pair.privateKey());
      session.destroy(pair.publicKey());
    }
  }

  private TokenResult<WrappedKey> wrapped(
      long handle, long wrapper, TokenKey key, KeyPurpose purpose, KeyId wrappingKey)
      throws CryptokiException {
    byte[] blob = KeyCalls.wrap(session, mechanism.type(), wrapper, handle);
    try {
      return Answers.done(
          new WrappedKey(
              key.id(),
              wrappingKey,
              mechanism,
              key.spec(),
              purpose,
              Octets.wrap(key.publicKey().getEncoded()),
              Octets.wrap(blob)));
    } catch (IllegalArgumentException e) {
      return Answers.misbehaved("the token wrapped a key in another format: " + e.getMessage());
    }
  }

  TokenResult<WrappedKey> rewrap(WrappedKey key, KeyId newWrappingKey) throws CryptokiException {
    Optional<Long> wrapper = WrappingKeys.find(session, newWrappingKey);
    if (wrapper.isEmpty()) {
      return WrappingKeys.missing(newWrappingKey);
    }
    TokenResult<Long> unwrapped = Unwrapping.toSession(session, mechanism, key, Extraction.WRAPPED);
    if (!(unwrapped instanceof TokenResult.Done<Long> handle)) {
      return Answers.passedOn(unwrapped);
    }
    try {
      byte[] blob = KeyCalls.wrap(session, mechanism.type(), wrapper.get(), handle.value());
      return Answers.done(
          new WrappedKey(
              key.id(),
              newWrappingKey,
              mechanism,
              key.spec(),
              key.purpose(),
              key.publicKey(),
              Octets.wrap(blob)));
    } finally {
      session.destroy(handle.value());
    }
  }

  /** A resident key, for a backup. */
  TokenResult<WrappedKey> wrapResident(KeyId id, KeyId wrappingKey) throws CryptokiException {
    Optional<Long> wrapper = WrappingKeys.find(session, wrappingKey);
    if (wrapper.isEmpty()) {
      return WrappingKeys.missing(wrappingKey);
    }
    List<Long> handles = KeyObjects.privateKeys(session, id);
    Optional<TokenKey> key =
        handles.size() == 1 ? KeyObjects.read(session, handles.get(0), id) : Optional.empty();
    if (key.isEmpty()) {
      return Answers.refused(
          Ckr.KEY_HANDLE_INVALID, "the token has not exactly one key pair with CKA_ID " + id);
    }
    long handle = handles.get(0);
    if (!session.flag(handle, Ck.CKA_EXTRACTABLE)) {
      return Answers.refused(
          Ckr.KEY_UNEXTRACTABLE,
          "key " + id + " was made never to leave the token, so it can't be backed up");
    }
    KeyPurpose purpose = session.flag(handle, Ck.CKA_DERIVE) ? KeyPurpose.AGREE : KeyPurpose.SIGN;
    return wrapped(handle, wrapper.get(), key.get(), purpose, wrappingKey);
  }

  /** A wrapped key becomes a resident pair. */
  TokenResult<TokenKey> unwrapResident(UnwrapTask task) throws CryptokiException {
    KeyId id = task.key().id();
    if (KeyObjects.exists(session, id)) {
      return WrappingKeys.taken(id);
    }
    Template publicPart;
    try {
      publicPart = PublicObjects.template(task);
    } catch (IllegalArgumentException e) {
      return Answers.refused(Ckr.ATTRIBUTE_VALUE_INVALID, "key " + id + ": " + e.getMessage());
    }
    TokenResult<Long> unwrapped = Unwrapping.toResident(session, mechanism, task);
    if (!(unwrapped instanceof TokenResult.Done<Long> privateKey)) {
      return Answers.passedOn(unwrapped);
    }
    long publicKey = Ck.UNAVAILABLE;
    boolean kept = false;
    try {
      publicKey = session.create(publicPart);
      TokenResult<TokenKey> result = restored(privateKey.value(), publicKey, task);
      kept = result instanceof TokenResult.Done;
      return result;
    } finally {
      if (!kept) {
        session.destroy(privateKey.value());
        if (publicKey != Ck.UNAVAILABLE) {
          session.destroy(publicKey);
        }
      }
    }
  }

  private TokenResult<TokenKey> restored(long privateKey, long publicKey, UnwrapTask task)
      throws CryptokiException {
    WrappedKey key = task.key();
    List<String> wrong =
        Expectation.unwrapped(key.purpose(), true, task.extraction()).wrong(session, privateKey);
    if (!wrong.isEmpty()) {
      return Answers.misbehaved(
          "the token restored a key with wrong %s; it was destroyed"
              .formatted(String.join(", ", wrong)));
    }
    CryptokiSession.Pair pair = new CryptokiSession.Pair(publicKey, privateKey);
    return KeyObjects.read(session, pair, key.id())
        .map(Answers::done)
        .orElseGet(() -> Answers.misbehaved("the restored key can't be read; it was destroyed"));
  }
}
