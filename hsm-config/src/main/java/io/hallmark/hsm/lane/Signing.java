package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.pin.PinUnavailableException;
import io.hallmark.hsm.scheme.DigestSignatures;
import io.hallmark.hsm.scheme.EcdsaDer;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Verifier;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeyRef;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.WrappedKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * One signature on one lane: deadline, key, two native calls, and verification of each key's first
 * signature and a share of the others before they leave. Safe for concurrent use, one lane each.
 */
final class Signing {
  /** Only Ed25519 content goes to the token whole. */
  private static final int ED25519_CONTENT_BYTES_MAX = 1 << 20;

  private static final Duration PIN_WAIT = Duration.ofSeconds(1);

  private final String name;
  private final Connection connection;
  private final Clock clock;
  private final double verifyShare;
  private final KeyCache keys;
  private final UnwrapCache unwrapped;
  private final Attempts attempts;
  private final Circuit circuit;
  final LongAdder signCalls = new LongAdder();
  final LongAdder signed = new LongAdder();
  final LongAdder expired = new LongAdder();

  Signing(
      String name,
      Connection connection,
      Clock clock,
      double verifyShare,
      KeyCache keys,
      UnwrapCache unwrapped,
      Attempts attempts,
      Circuit circuit) {
    this.name = name;
    this.connection = connection;
    this.clock = clock;
    this.verifyShare = verifyShare;
    this.keys = keys;
    this.unwrapped = unwrapped;
    this.attempts = attempts;
    this.circuit = circuit;
  }

  TokenResult<TokenSignature> sign(LaneSession lane, SignTask task) {
    if (!clock.instant().isBefore(task.deadline())) {
      expired.increment();
      return refused(ErrorClass.EXPIRED, 0, "the deadline " + task.deadline() + " has passed");
    }
    return attempts.run(lane, () -> forget(task.key()), () -> attempt(lane, task));
  }

  /** What we know of where the key is in the token turned out to be stale. */
  void forget(KeyRef key) {
    if (key instanceof KeyRef.Wrapped wrapped) {
      unwrapped.forget(wrapped.key());
    } else {
      keys.forget(key.id());
    }
  }

  private TokenResult<TokenSignature> attempt(LaneSession lane, SignTask task)
      throws CryptokiException {
    if (task.key() instanceof KeyRef.Wrapped wrapped) {
      Optional<TokenResult<TokenSignature>> unfit = unfit(task, wrapped.key());
      return unfit.isPresent()
          ? unfit.get()
          : unwrapped.using(wrapped.key(), key -> attempt(lane, task, key.entry, key));
    }
    KeyId id = task.key().id();
    Optional<KeyEntry> entry = keys.get(lane, id);
    if (entry.isEmpty()) {
      return refused(
          ErrorClass.CALLER,
          Ckr.KEY_HANDLE_INVALID,
          "token %s has not exactly one usable key pair with CKA_ID %s".formatted(name, id));
    }
    Optional<TokenResult<TokenSignature>> unfit = unfit(task, entry.get().key().spec());
    return unfit.isPresent()
        ? unfit.get()
        : attempt(lane, task, entry.get(), keys.proofOf(entry.get()));
  }

  private static Optional<TokenResult<TokenSignature>> unfit(SignTask task, WrappedKey key) {
    return key.purpose() == KeyPurpose.SIGN
        ? unfit(task, key.spec())
        : Optional.of(
            Answers.refused(
                Ckr.KEY_FUNCTION_NOT_PERMITTED, "key " + key.id() + " was not made to sign"));
  }

  private static Optional<TokenResult<TokenSignature>> unfit(SignTask task, KeySpec spec) {
    if (!Schemes.fits(task.scheme(), spec)) {
      return Optional.of(
          Answers.refused(
              Ckr.KEY_TYPE_INCONSISTENT, task.scheme() + " does not fit a key of " + spec));
    }
    if (!Verifier.knows(spec)) {
      return Optional.of(
          Answers.refused(
              Ckr.CURVE_NOT_SUPPORTED, "signatures of " + spec + " can't be verified here"));
    }
    if (task.digested() && !DigestSignatures.fits(task.scheme(), task.content().remaining())) {
      return Optional.of(
          Answers.refused(
              Ckr.DATA_LEN_RANGE,
              "%d bytes are no digest that %s signs"
                  .formatted(task.content().remaining(), task.scheme())));
    }
    if (task.scheme() == SignatureScheme.ED25519
        && task.content().remaining() > ED25519_CONTENT_BYTES_MAX) {
      return Optional.of(
          Answers.refused(
              Ckr.DATA_LEN_RANGE,
              "content for Ed25519 must be at most " + ED25519_CONTENT_BYTES_MAX + " bytes"));
    }
    return Optional.empty();
  }

  private TokenResult<TokenSignature> attempt(
      LaneSession lane, SignTask task, KeyEntry key, Proof proof) throws CryptokiException {
    byte[] input = SignInputs.of(task, key.key().spec(), lane);
    if (key.pinEachTime()) {
      return attemptWithPin(lane, task, key, proof, input);
    }
    return leaving(task, key, proof, raw(lane, task, key, input, Optional.empty()));
  }

  private TokenResult<TokenSignature> attemptWithPin(
      LaneSession lane, SignTask task, KeyEntry key, Proof proof, byte[] input)
      throws CryptokiException {
    try (Pin pin = connection.pinForOneUse()) {
      return leaving(task, key, proof, raw(lane, task, key, input, Optional.of(pin)));
    } catch (PinUnavailableException e) {
      // Says nothing about keys that do not want the PIN, so the token goes on.
      TokenFault fault = new TokenFault(ErrorClass.LOGIN, 0, name + ": " + e.getMessage());
      return new TokenResult.Unavailable<>(fault, PIN_WAIT);
    }
  }

  private byte[] raw(LaneSession lane, SignTask task, KeyEntry key, byte[] input, Optional<Pin> pin)
      throws CryptokiException {
    long mechanism = SignInputs.mechanism(task.scheme());
    return lane.sign(mechanism, key, input, pin, signCalls::increment);
  }

  private TokenResult<TokenSignature> leaving(
      SignTask task, KeyEntry key, Proof proof, byte[] raw) {
    boolean ecdsa = Schemes.family(task.scheme()) == Schemes.Family.EC;
    if (ecdsa && !EcdsaDer.isRaw(raw)) {
      return wrong(task.key().id());
    }
    byte[] signature = ecdsa ? EcdsaDer.encode(raw) : raw;
    boolean proven = proof.isProven();
    if (!proven || ThreadLocalRandom.current().nextDouble() < verifyShare) {
      if (!Verifier.verify(key.key().publicKey(), task, signature)) {
        return wrong(task.key().id());
      }
      if (!proven) {
        proof.prove();
      }
    }
    signed.increment();
    return new TokenResult.Done<>(TokenSignature.wrap(signature));
  }

  private TokenResult<TokenSignature> wrong(KeyId id) {
    TokenFault fault =
        new TokenFault(
            ErrorClass.TOKEN,
            0,
            "token %s made a signature that key %s does not verify; it did not leave"
                .formatted(name, id));
    circuit.open(fault);
    return new TokenResult.Unavailable<>(fault, circuit.retryAfter());
  }

  private static TokenResult<TokenSignature> refused(
      ErrorClass errorClass, long code, String detail) {
    return new TokenResult.Refused<>(new TokenFault(errorClass, code, detail));
  }
}
