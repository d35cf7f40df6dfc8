package io.hallmark.link.handshake;

import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.LaneAddress;
import io.hallmark.link.session.Session;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Alice, who sends, and Bob, with a key each; handshakes between them. */
final class Parties {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final LaneAddress LANE =
      new LaneAddress(
          "4L6g3nShT-eMCtK--X86sw", new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L), 3);
  static final FrameRoute TO_BOB =
      FrameRoute.of("payments", "O=Alice,L=Zurich,C=CH", "O=Bob,L=Oslo,C=NO", LANE);
  static final FrameRoute TO_ALICE = TO_BOB.reversed();
  static final TestSigner ALICE = TestSigner.of(SignatureScheme.ECDSA_SHA256);
  static final TestSigner BOB = TestSigner.of(SignatureScheme.ED25519);

  private Parties() {}

  static Handshakes handshakes() {
    return Handshakes.create(new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static HandshakeParameters alice(Suite... suites) {
    return new HandshakeParameters(
        TO_BOB, List.of(suites), List.of(BOB.peerKey()), ALICE.localKey());
  }

  static HandshakeParameters bob(Suite... suites) {
    return new HandshakeParameters(
        TO_ALICE, List.of(suites), List.of(ALICE.peerKey()), BOB.localKey());
  }

  static <T> T proceed(Step<T> step) {
    return step.fold(
        next -> next,
        reason -> {
          throw new AssertionError("handshake failed: " + reason);
        });
  }

  static HandshakeFailure failure(Step<?> step) {
    return step.fold(
        next -> {
          throw new AssertionError("handshake went on with " + next);
        },
        reason -> reason);
  }

  /** Both sides of a session. */
  record Pair(Session alice, Session bob) {}

  static Pair session(Suite suite) {
    Initiator initiator = handshakes().initiate(alice(suite));
    Responder responder = handshakes().respond(bob(suite));
    AnswerReady answer = answer(responder, initiator.hello(), BOB);
    FinishReady finish = finish(initiator, answer.answer(), ALICE);
    return new Pair(finish.session(), proceed(responder.onFinish(finish.finish())));
  }

  static AnswerReady answer(Responder responder, byte[] hello, TestSigner signer) {
    return responder.onSignature(signer.sign(proceed(responder.onHello(hello)).content()));
  }

  static FinishReady finish(Initiator initiator, byte[] answer, TestSigner signer) {
    return initiator.onSignature(signer.sign(proceed(initiator.onAnswer(answer)).content()));
  }
}
