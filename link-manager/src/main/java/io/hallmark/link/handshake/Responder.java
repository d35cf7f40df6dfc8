package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.HandshakeFault.unless;

import io.hallmark.crypto.SessionSignatureContent.Side;
import io.hallmark.crypto.Signature;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionId;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/**
 * The side that a Hello came to: Hello in, one signature, Answer out, Finish in. Each call is valid
 * once, in this order. Confined: one thread at a time.
 */
public final class Responder implements AutoCloseable {
  private final HandshakeParameters parameters;
  private final Ephemerals ephemerals;
  private final Clock clock;
  private final Transcript transcript = new Transcript();

  private State state = State.AWAITING_HELLO;
  private byte[] hello = new byte[0];
  private byte[] clear;
  private KeySchedule keys;
  private SessionId sessionId;
  private Optional<AnswerReady> answer = Optional.empty();

  private enum State {
    AWAITING_HELLO,
    AWAITING_SIGNATURE,
    AWAITING_FINISH,
    OVER
  }

  Responder(HandshakeParameters parameters, Ephemerals ephemerals, Clock clock) {
    this.parameters = parameters;
    this.ephemerals = ephemerals;
    this.clock = clock;
  }

  /**
   * Takes the body of the HELLO frame. Everything that can be refused without a signature is
   * refused here; whoever calls has limited the rate before (see {@link HelloLimit}).
   */
  public Step<SignatureNeeded> onHello(byte[] body) {
    if (state != State.AWAITING_HELLO) {
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
    Hello received = Hello.decode(body);
    Suite suite = check(received);
    SecretAgreement.requireShapes(suite, received.share(), received.kemKey(), Wire.KEM_KEY_BYTES);
    hello = body.clone();
    transcript.add(hello);
    agree(suite, received);
    state = State.AWAITING_SIGNATURE;
    return new SignatureNeeded(
        parameters.localKey(),
        ProofExchange.toSign(
            Side.RESPONDER, transcript, parameters.route().source(), parameters.localKey().id()));
  }

  private Suite check(Hello received) throws HandshakeFault {
    Suite suite =
        Suite.ofCode(received.suites().get(0))
            .orElseThrow(() -> new HandshakeFault(HandshakeFailure.UNKNOWN_SUITE));
    unless(parameters.suites().contains(suite), HandshakeFailure.SUITE_NOT_ALLOWED);
    unless(
        !Identities.same(parameters.route().source(), parameters.route().destination()),
        HandshakeFailure.OWN_IDENTITY_AS_PEER);
    unless(!parameters.peerKeys().isEmpty(), HandshakeFailure.PEER_WITHOUT_KEYS);
    unless(received.group().equals(parameters.route().group()), HandshakeFailure.OTHER_GROUP);
    unless(
        received.destination().equals(parameters.route().source()),
        HandshakeFailure.OTHER_DESTINATION);
    unless(
        Arrays.equals(received.lane(), parameters.route().lane().encode()),
        HandshakeFailure.OTHER_LANE);
    return suite;
  }

  private void agree(Suite suite, Hello received) throws HandshakeFault {
    try (Ephemerals.DhKey dhKey = ephemerals.dhKey(suite.curve())) {
      byte[] curveSecret = SecretAgreement.agree(dhKey, received.share());
      Ephemerals.Encapsulation kem =
          suite.hybrid()
              ? SecretAgreement.encapsulate(ephemerals, received.kemKey())
              : new Ephemerals.Encapsulation(new byte[0], new byte[0]);
      byte[] nonce = ephemerals.random(Wire.NONCE_BYTES);
      sessionId = SessionId.of(ephemerals.random(SessionId.BYTES)).orElseThrow();
      clear = Answer.encodeClear(suite.code(), nonce, sessionId, dhKey.share(), kem.ciphertext());
      transcript.add(clear);
      keys =
          new KeySchedule(
              transcript.hash(), SecretAgreement.combine(suite, curveSecret, kem.secret()));
    }
  }

  /**
   * Takes the signature that {@link #onHello} asked for.
   *
   * @throws IllegalStateException when none was asked for
   * @throws IllegalArgumentException for a signature longer than the protocol allows
   */
  public AnswerReady onSignature(Signature signature) {
    if (state != State.AWAITING_SIGNATURE) {
      throw new IllegalStateException("the handshake asked for no signature");
    }
    Proof.requireLength(signature);
    byte[] sealed =
        ProofExchange.seal(
            Side.RESPONDER,
            keys,
            transcript,
            parameters.route().source(),
            parameters.localKey().id(),
            signature);
    byte[] tail = new MessageWriter().opaque(sealed).toByteArray();
    transcript.add(tail);
    state = State.AWAITING_FINISH;
    AnswerReady ready =
        new AnswerReady(new MessageWriter().fixed(clear).fixed(tail).toByteArray(), sessionId);
    answer = Optional.of(ready);
    return ready;
  }

  /** The Answer that was made for exactly this Hello: a Hello sent again costs no new signature. */
  public Optional<AnswerReady> answerTo(byte[] body) {
    return state == State.AWAITING_FINISH && Arrays.equals(hello, body) ? answer : Optional.empty();
  }

  /** Takes the body of the FINISH frame. */
  public Step<Session> onFinish(byte[] body) {
    if (state != State.AWAITING_FINISH) {
      return Step.failed(HandshakeFailure.OUT_OF_TURN);
    }
    try {
      return Step.proceed(establish(body));
    } catch (HandshakeFault e) {
      return Step.failed(e.reason());
    } finally {
      close();
    }
  }

  private Session establish(byte[] body) throws HandshakeFault {
    Finish finish = Finish.decode(body);
    unless(finish.sessionId().equals(sessionId), HandshakeFailure.OTHER_SESSION);
    int end = body.length - 2 - finish.sealed().length;
    transcript.add(body, 0, end);
    ProofExchange.verify(Side.INITIATOR, keys, transcript, parameters, finish.sealed());
    transcript.add(body, end, body.length);
    KeySchedule.DataKeys data = keys.dataKeys(transcript.hash());
    return new Session(
        sessionId, parameters.route(), data.responder(), data.initiator(), clock.instant());
  }

  /** Ends the handshake and wipes its secrets; a session that came out of it lives on. */
  @Override
  public void close() {
    state = State.OVER;
    if (keys != null) {
      keys.close();
    }
  }
}
