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
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.hsm.token.WrappingKeyTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resident AES keys that wrap others. Called while searching, see {@link Connection#writing}. */
final class WrappingKeys {
  private static final int KEYS_MAX = 10_000;

  private WrappingKeys() {}

  static TokenResult<WrappingKey> create(CryptokiSession session, Offer offer, WrappingKeyTask task)
      throws CryptokiException {
    if (offer.wrapping().isEmpty() || !offer.makesAesKeys()) {
      return noWrapping();
    }
    if (KeyObjects.exists(session, task.key())) {
      return taken(task.key());
    }
    Template template =
        KeyTemplates.wrappingKey(true, task.extraction())
            .add(Ck.CKA_VALUE_LEN, (long) task.bits() / 8);
    long handle =
        KeyCalls.generate(
            session, Ck.CKM_AES_KEY_GEN, KeyTemplates.named(template, task.key(), task.label()));
    return checked(session, handle, task.key(), task.extraction());
  }

  static <T> TokenResult<T> noWrapping() {
    return Answers.refused(
        Ckr.MECHANISM_INVALID,
        "the token wraps no keys: it lists neither CKM_AES_KEY_WRAP_KWP nor CKM_AES_KEY_WRAP_PAD,"
            + " or makes no AES keys");
  }

  static <T> TokenResult<T> taken(KeyId id) {
    return Answers.refused(0, "a key with CKA_ID " + id + " exists; nothing was made");
  }

  static <T> TokenResult<T> missing(KeyId id) {
    return Answers.refused(
        Ckr.KEY_HANDLE_INVALID, "the token has not exactly one wrapping key with CKA_ID " + id);
  }

  /** The key just made, or a refusal after it was destroyed because it is not as it was to be. */
  static TokenResult<WrappingKey> checked(
      CryptokiSession session, long handle, KeyId id, Extraction extraction)
      throws CryptokiException {
    List<String> wrong = Expectation.wrapping(extraction).wrong(session, handle);
    Optional<WrappingKey> key = read(session, handle);
    if (wrong.isEmpty() && key.isPresent() && key.get().id().equals(id)) {
      return Answers.done(key.get());
    }
    session.destroy(handle);
    return Answers.misbehaved(
        "the token made a wrapping key with wrong %s; it was destroyed"
            .formatted(wrong.isEmpty() ? "CKA_ID" : String.join(", ", wrong)));
  }

  /** Keys that could be ours: resident AES keys that unwrap. */
  static List<WrappingKey> all(CryptokiSession session) throws CryptokiException {
    List<WrappingKey> keys = new ArrayList<>();
    Template template =
        KeyObjects.resident(Ck.CKO_SECRET_KEY)
            .add(Ck.CKA_KEY_TYPE, Ck.CKK_AES)
            .add(Ck.CKA_UNWRAP, true);
    for (long handle : session.find(template, KEYS_MAX)) {
      read(session, handle).ifPresent(keys::add);
    }
    return List.copyOf(keys);
  }

  /** The one with this CKA_ID. */
  static Optional<Long> find(CryptokiSession session, KeyId id) throws CryptokiException {
    List<Long> found = session.find(KeyObjects.byId(Ck.CKO_SECRET_KEY, id), 2);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  static Optional<WrappingKey> read(CryptokiSession session, long handle) throws CryptokiException {
    Optional<byte[]> id =
        session.attribute(handle, Ck.CKA_ID).filter(v -> v.length >= 1 && v.length <= 64);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    String label =
        session
            .attribute(handle, Ck.CKA_LABEL)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    long bytes = session.number(handle, Ck.CKA_VALUE_LEN);
    Extraction extraction =
        session.flag(handle, Ck.CKA_EXTRACTABLE) ? Extraction.WRAPPED : Extraction.NEVER;
    return Optional.of(
        new WrappingKey(
            KeyId.of(id.get()), label, (int) Math.max(0, Math.min(bytes, 64)) * 8, extraction));
  }
}
