package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.KeyCalls;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.scheme.PeerKeys;
import io.hallmark.hsm.token.AgreeTask;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeyRef;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.TokenResult;
import java.util.Arrays;
import java.util.Optional;

/** ECDH on a lane: the peer's point checked, the secret read once and destroyed in the token. */
final class Agreement {
  private final Connection connection;
  private final Offers offers;
  private final KeyCache keys;
  private final UnwrapCache unwrapped;

  Agreement(Connection connection, Offers offers, KeyCache keys, UnwrapCache unwrapped) {
    this.connection = connection;
    this.offers = offers;
    this.keys = keys;
    this.unwrapped = unwrapped;
  }

  /** One try. */
  TokenResult<SecretBytes> agree(LaneSession lane, AgreeTask task) throws CryptokiException {
    if (task.key() instanceof KeyRef.Wrapped wrapped) {
      return wrapped.key().purpose() == KeyPurpose.AGREE
          ? unwrapped.using(wrapped.key(), key -> agree(lane, task, key.entry))
          : Answers.refused(
              Ckr.KEY_FUNCTION_NOT_PERMITTED,
              "key " + wrapped.id() + " was not made to agree on secrets");
    }
    Optional<KeyEntry> key = keys.get(lane, task.key().id());
    return key.isEmpty()
        ? Answers.refused(
            Ckr.KEY_HANDLE_INVALID,
            "the token has not exactly one usable key pair with CKA_ID " + task.key().id())
        : agree(lane, task, key.get());
  }

  private TokenResult<SecretBytes> agree(LaneSession lane, AgreeTask task, KeyEntry key)
      throws CryptokiException {
    KeySpec spec = key.key().spec();
    if (!GenerateTask.agrees(spec)) {
      return Answers.refused(
          Ckr.KEY_TYPE_INCONSISTENT, "a key of " + spec + " agrees on no secret");
    }
    byte[] point;
    try {
      point = PeerKeys.point(spec, PeerKeys.decode(spec, task.peer().toByteArray()));
    } catch (IllegalArgumentException e) {
      return Answers.refused(Ckr.MECHANISM_PARAM_INVALID, e.getMessage());
    }
    return lane.searching(session -> derive(session, key, point));
  }

  /** Alone: a session object is made and destroyed. */
  private TokenResult<SecretBytes> derive(CryptokiSession session, KeyEntry key, byte[] point)
      throws CryptokiException {
    Optional<String> lacking = offers.current().lacksAgreement(key.key().spec());
    if (lacking.isPresent()) {
      return Answers.refused(Ckr.MECHANISM_INVALID, lacking.get());
    }
    if (key.epoch() != connection.handleEpoch()) {
      throw new CryptokiException(
          "C_DeriveKey, not called for a stale key,", Ckr.KEY_HANDLE_INVALID);
    }
    int length = Curve.of(key.key().spec()).orElseThrow().coordinateBytes();
    Template template =
        new Template()
            .add(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY)
            .add(Ck.CKA_KEY_TYPE, Ck.CKK_GENERIC_SECRET)
            .add(Ck.CKA_TOKEN, false)
            .add(Ck.CKA_PRIVATE, true)
            .add(Ck.CKA_SENSITIVE, false)
            .add(Ck.CKA_EXTRACTABLE, true)
            .add(Ck.CKA_VALUE_LEN, (long) length);
    long secret = KeyCalls.deriveByEcdh(session, key.handle(), point, template);
    try {
      return read(session.attribute(secret, Ck.CKA_VALUE), length);
    } finally {
      session.destroy(secret);
    }
  }

  private static TokenResult<SecretBytes> read(Optional<byte[]> value, int length) {
    if (value.isEmpty() || value.get().length > length) {
      value.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
      return Answers.misbehaved("the token does not show the secret that it derived");
    }
    byte[] bytes = value.get();
    if (bytes.length == length) {
      return Answers.done(SecretBytes.wrap(bytes));
    }
    // A token that leaves leading zeros out; SP 800-56A appendix C.1 wants the field's length.
    byte[] padded = new byte[length];
    System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
    Arrays.fill(bytes, (byte) 0);
    return Answers.done(SecretBytes.wrap(padded));
  }
}
