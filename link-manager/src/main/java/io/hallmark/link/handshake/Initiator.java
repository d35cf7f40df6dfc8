package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.HandshakeFault.unless;

import io.hallmark.crypto.SessionSignatureContent.Side;
import io.hallmark.crypto.Signature;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionId;
import java.time.Clock;
import java.util.Optional;

/**
 * The side with messages to send: Hello out, Answer in, one signature, Finish out, in this order.
 * Confined: one thread at a time.
 *
 * <p>An Answer that is refused changes nothing: anyone between the two can make one, and one that
 * comes late belongs to an older Hello. The right one may follow it, so up to {@value
 * #ANSWERS_JUDGED_MAX} are judged before the handshake is over.
 */
public final class Initiator implements AutoCloseable {
  /** Each costs a key agreement: what a peer that floods us with Answers gets out of one Hello. */
  public static final int ANSWERS_JUDGED_MAX = 8;

  private final HandshakeParameters parameters;
  private final Clock clock;
  private final Suite suite;
  private final Ephemerals.DhKey dhKey;
  private final Optional<Ephemerals.KemKey> kemKey;
  private final byte[] hello;

  private Transcript transcript = new Transcript();
  private int answersJudged;
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

  /** Whether no Answer can be taken any more. */
  public boolean isOver() {
    return state == State.OVER;
  }

  /** Takes the body of an ANSWER frame; after a refused one it awaits the next. */
  public Step<SignatureNeeded> onAnswer(byte[] body) {
    if (state != State.AWAITING_ANSWER) {
      return Step.failed(HandshakeFailure.OUT_OF_TURN);
    }
    answersJudged++;
    try {
      return Step.proceed(read(body));
    } catch (HandshakeFault e) {
      if (answersJudged == ANSWERS_JUDGED_MAX) {
        close();
      }
      return Step.failed(e.reason());
    }
  }

  private SignatureNeeded read(byte[] body) throws HandshakeFault {
    Answer answer = Answer.decode(body);
    unless(Suite.ofCode(answer.suite()).isPresent(), HandshakeFailure.UNKNOWN_SUITE);
    unless(answer.suite() == suite.code(), HandshakeFailure.SUITE_NOT_ALLOWED);
    int clear = answer.clearLength(body.length);
    Transcript heard = transcript.copy();
    heard.add(body, 0, clear);
    keys = proven(answer, heard);
    heard.add(body, clear, body.length);

    sessionId = answer.sessionId();
    heard.add(Finish.encodeClear(sessionId));
    transcript = heard;
    state = State.AWAITING_SIGNATURE;
    return new SignatureNeeded(
        parameters.localKey(),
        ProofExchange.toSign(
            Side.INITIATOR, transcript, parameters.route().source(), parameters.localKey().id()));
  }

  /** The keys that the Answer leads to, once it is proven that the peer made it. */
  private KeySchedule proven(Answer answer, Transcript heard) throws HandshakeFault {
    KeySchedule led = new KeySchedule(heard.hash(), agree(answer));
    try {
      ProofExchange.verify(Side.RESPONDER, led, heard, parameters, answer.sealed());
      return led;
    } catch (HandshakeFault e) {
      led.close();
      throw e;
    }
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
