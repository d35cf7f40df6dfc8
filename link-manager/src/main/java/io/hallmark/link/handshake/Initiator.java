package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.HandshakeFault.unless;

import io.hallmark.crypto.SessionSignatureContent.Side;
import io.hallmark.crypto.Signature;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionId;
import java.time.Clock;
import java.util.Optional;

/**
 * The side with messages to send: Hello out, Answer in, one signature, Finish out. Each call is
 * valid once, in this order. Confined: one thread at a time.
 */
public final class Initiator implements AutoCloseable {
  private final HandshakeParameters parameters;
  private final Clock clock;
  private final Suite suite;
  private final Ephemerals.DhKey dhKey;
  private final Optional<Ephemerals.KemKey> kemKey;
  private final byte[] hello;
  private final Transcript transcript = new Transcript();

  private State state = State.AWAITING_ANSWER;
  private KeySchedule keys;
  private SessionId sessionId;

  private enum State {
    AWAITING_ANSWER,
    AWAITING_SIGNATURE,
    OVER
  }

  Initiator(HandshakeParameters parameters, Ephemerals ephemerals, Clock clock) {
    if (Identities.same(parameters.route().source(), parameters.route().destination())) {
      throw new IllegalArgumentException(
          "%s needs no session with itself".formatted(parameters.route().source()));
    }
    this.parameters = parameters;
    this.clock = clock;
    this.suite = parameters.suites().get(0);
    this.dhKey = ephemerals.dhKey(suite.curve());
    this.kemKey = suite.hybrid() ? Optional.of(ephemerals.kemKey()) : Optional.empty();
    this.hello =
        new Hello(
                parameters.suites().stream().map(Suite::code).toList(),
                ephemerals.random(Wire.NONCE_BYTES),
                parameters.route().group(),
                parameters.route().destination(),
                parameters.route().lane().encode(),
                dhKey.share(),
                kemKey.map(Ephemerals.KemKey::encapsulationKey).orElseGet(() -> new byte[0]))
            .encode();
    transcript.add(hello);
  }

  /** The body of the HELLO frame; the same at every call, so a lost one is sent again. */
  public byte[] hello() {
    return hello.clone();
  }

  /** Takes the body of the ANSWER frame. */
  public Step<SignatureNeeded> onAnswer(byte[] body) {
    if (state != State.AWAITING_ANSWER) {
      return Step.failed(HandshakeFailure.OUT_OF_TURN);
    }
    try {
      return Step.proceed(read(body));
    } catch (HandshakeFault e) {
      close();
      return Step.failed(e.reason());
    }
  }

  private SignatureNeeded read(byte[] body) throws HandshakeFault {
    Answer answer = Answer.decode(body);
    unless(Suite.ofCode(answer.suite()).isPresent(), HandshakeFailure.UNKNOWN_SUITE);
    unless(answer.suite() == suite.code(), HandshakeFailure.SUITE_NOT_ALLOWED);
    int clear = answer.clearLength(body.length);
    transcript.add(body, 0, clear);
    keys = new KeySchedule(transcript.hash(), agree(answer));
    ProofExchange.verify(Side.RESPONDER, keys, transcript, parameters, answer.sealed());
    transcript.add(body, clear, body.length);

    sessionId = answer.sessionId();
    transcript.add(Finish.encodeClear(sessionId));
    state = State.AWAITING_SIGNATURE;
    return new SignatureNeeded(
        parameters.localKey(),
        ProofExchange.toSign(
            Side.INITIATOR, transcript, parameters.route().source(), parameters.localKey().id()));
  }

  private byte[] agree(Answer answer) throws HandshakeFault {
    SecretAgreement.requireShapes(
        suite, answer.share(), answer.kemCiphertext(), Wire.KEM_CIPHERTEXT_BYTES);
    byte[] curveSecret = SecretAgreement.agree(dhKey, answer.share());
    byte[] kemSecret =
        kemKey.isPresent()
            ? SecretAgreement.decapsulate(kemKey.get(), answer.kemCiphertext())
            : new byte[0];
    return SecretAgreement.combine(suite, curveSecret, kemSecret);
  }

  /**
   * Takes the signature that {@link #onAnswer} asked for.
   *
   * @throws IllegalStateException when none was asked for
   * @throws IllegalArgumentException for a signature longer than the protocol allows
   */
  public FinishReady onSignature(Signature signature) {
    if (state != State.AWAITING_SIGNATURE) {
      throw new IllegalStateException("the handshake asked for no signature");
    }
    Proof.requireLength(signature);
    byte[] sealed =
        ProofExchange.seal(
            Side.INITIATOR,
            keys,
            transcript,
            parameters.route().source(),
            parameters.localKey().id(),
            signature);
    byte[] tail = new MessageWriter().opaque(sealed).toByteArray();
    transcript.add(tail);
    byte[] finish =
        new MessageWriter().fixed(Finish.encodeClear(sessionId)).fixed(tail).toByteArray();
    KeySchedule.DataKeys data = keys.dataKeys(transcript.hash());
    close();
    return new FinishReady(
        finish,
        new Session(
            sessionId, parameters.route(), data.initiator(), data.responder(), clock.instant()));
  }

  /** Ends the handshake and wipes its secrets; a session that came out of it lives on. */
  @Override
  public void close() {
    state = State.OVER;
    dhKey.close();
    kemKey.ifPresent(Ephemerals.KemKey::close);
    if (keys != null) {
      keys.close();
    }
  }
}
