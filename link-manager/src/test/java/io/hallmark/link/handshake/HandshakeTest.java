package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.Parties.ALICE;
import static io.hallmark.link.handshake.Parties.BOB;
import static io.hallmark.link.handshake.Parties.TO_ALICE;
import static io.hallmark.link.handshake.Parties.TO_BOB;
import static io.hallmark.link.handshake.Parties.alice;
import static io.hallmark.link.handshake.Parties.answer;
import static io.hallmark.link.handshake.Parties.bob;
import static io.hallmark.link.handshake.Parties.failure;
import static io.hallmark.link.handshake.Parties.finish;
import static io.hallmark.link.handshake.Parties.handshakes;
import static io.hallmark.link.handshake.Parties.proceed;
import static io.hallmark.link.handshake.Suite.P256MLKEM768_AES256GCM_SHA256;
import static io.hallmark.link.handshake.Suite.P256_AES256GCM_SHA256;
import static io.hallmark.link.handshake.Suite.X25519MLKEM768_AES256GCM_SHA256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hallmark.crypto.SessionSignatureContent;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.link.session.FrameRoute;
import io.hallmark.link.session.LaneAddress;
import io.hallmark.link.session.Session;
import io.hallmark.messaging.wire.link.FrameKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
  private static final Suite DEFAULT = X25519MLKEM768_AES256GCM_SHA256;

  @ParameterizedTest
  @EnumSource(Suite.class)
  void handshake_inEverySuite_bothSidesReadEachOther(Suite suite) {
    Parties.Pair pair = Parties.session(suite);

    assertThat(pair.alice().id()).isEqualTo(pair.bob().id());
    assertThat(pair.alice().outbound()).isEqualTo(pair.bob().outbound().reversed());
    assertThat(carried(pair.alice(), pair.bob(), "to bob")).isEqualTo("to bob");
    assertThat(carried(pair.bob(), pair.alice(), "to alice")).isEqualTo("to alice");
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      names = {"ECDSA_SHA256", "ECDSA_SHA384", "ED25519", "RSA_PSS_SHA256", "RSA_PSS_SHA512"})
  void handshake_withEverySignatureScheme_stands(SignatureScheme scheme) {
    TestSigner signer = TestSigner.of(scheme);
    Initiator initiator = handshakes().initiate(withPeerKey(alice(DEFAULT), signer.peerKey()));
    Responder responder =
        handshakes()
            .respond(
                new HandshakeParameters(
                    TO_ALICE, List.of(DEFAULT), List.of(ALICE.peerKey()), signer.localKey()));

    byte[] answer = answer(responder, initiator.hello(), signer).answer();

    assertThat(finish(initiator, answer, ALICE).session()).isNotNull();
  }

  @Test
  void sessions_ofTwoHandshakes_haveNothingInCommon() {
    Parties.Pair one = Parties.session(DEFAULT);
    Parties.Pair other = Parties.session(DEFAULT);

    assertThat(one.alice().id()).isNotEqualTo(other.alice().id());
  }

  @Test
  void signatureContent_ofEachSide_hasThatSidesContext() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    SignatureNeeded bobs = proceed(responder.onHello(initiator.hello()));
    AnswerReady answer = responder.onSignature(BOB.sign(bobs.content()));
    SignatureNeeded alices = proceed(initiator.onAnswer(answer.answer()));

    assertThat(SessionSignatureContent.isWellFormed(bobs.content())).isTrue();
    assertThat(SessionSignatureContent.isWellFormed(alices.content())).isTrue();
    assertThat(new String(bobs.content(), UTF_8)).startsWith("hallmark link v1, responder");
    assertThat(new String(alices.content(), UTF_8)).startsWith("hallmark link v1, initiator");
    assertThat(bobs.scheme()).isEqualTo(SignatureScheme.ED25519);
  }

  @Test
  void hello_sentAgain_getsTheSameAnswerWithoutASignature() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    AnswerReady answer = answer(responder, initiator.hello(), BOB);

    assertThat(responder.answerTo(initiator.hello()))
        .hasValueSatisfying(again -> assertThat(again.answer()).isEqualTo(answer.answer()));
    assertThat(responder.answerTo(handshakes().initiate(alice(DEFAULT)).hello())).isEmpty();
  }

  @Test
  void onHello_firstSuiteNotAllowed_isRefused() {
    Initiator initiator =
        handshakes().initiate(alice(P256_AES256GCM_SHA256, P256MLKEM768_AES256GCM_SHA256));

    assertThat(refusal(bob(P256MLKEM768_AES256GCM_SHA256), initiator.hello()))
        .isEqualTo(HandshakeFailure.SUITE_NOT_ALLOWED);
  }

  @Test
  void onHello_unknownFirstSuite_isRefused() {
    byte[] hello = handshakes().initiate(alice(DEFAULT)).hello();
    hello[3] = 0x7f;

    assertThat(refusal(bob(DEFAULT), hello)).isEqualTo(HandshakeFailure.UNKNOWN_SUITE);
  }

  @Test
  void onHello_unknownVersion_isRefused() {
    byte[] hello = handshakes().initiate(alice(DEFAULT)).hello();
    hello[1] = 2;

    assertThat(refusal(bob(DEFAULT), hello)).isEqualTo(HandshakeFailure.UNKNOWN_VERSION);
  }

  @Test
  void onHello_trailingByte_isRefused() {
    byte[] hello = handshakes().initiate(alice(DEFAULT)).hello();

    assertThat(refusal(bob(DEFAULT), java.util.Arrays.copyOf(hello, hello.length + 1)))
        .isEqualTo(HandshakeFailure.MALFORMED);
  }

  @Test
  void initiate_ownIdentityAsPeer_isOurBug() {
    FrameRoute toMyself =
        FrameRoute.of("payments", "O=Alice,L=Zurich,C=CH", "o=alice, L=Zurich, C=CH", Parties.LANE);
    HandshakeParameters parameters = withRoute(alice(DEFAULT), toMyself);

    assertThatIllegalArgumentException().isThrownBy(() -> handshakes().initiate(parameters));
  }

  @Test
  void onHello_ownIdentityAsPeer_isRefused() {
    FrameRoute toMyself =
        FrameRoute.of("payments", "O=Bob,L=Oslo,C=NO", "O=BOB,L=Oslo,C=NO", Parties.LANE);
    byte[] hello = handshakes().initiate(alice(DEFAULT)).hello();

    assertThat(refusal(withRoute(bob(DEFAULT), toMyself), hello))
        .isEqualTo(HandshakeFailure.OWN_IDENTITY_AS_PEER);
  }

  @Test
  void onHello_peerWithoutKeys_isRefusedBeforeASignature() {
    byte[] hello = handshakes().initiate(alice(DEFAULT)).hello();
    HandshakeParameters stranger =
        new HandshakeParameters(TO_ALICE, List.of(DEFAULT), List.of(), BOB.localKey());

    assertThat(refusal(stranger, hello)).isEqualTo(HandshakeFailure.PEER_WITHOUT_KEYS);
  }

  @Test
  void onHello_otherGroup_isRefused() {
    FrameRoute other =
        FrameRoute.of("trades", TO_BOB.source(), TO_BOB.destination(), TO_BOB.lane());
    byte[] hello = handshakes().initiate(withRoute(alice(DEFAULT), other)).hello();

    assertThat(refusal(bob(DEFAULT), hello)).isEqualTo(HandshakeFailure.OTHER_GROUP);
  }

  @Test
  void onHello_otherDestination_isRefused() {
    FrameRoute other = FrameRoute.of("payments", TO_BOB.source(), "O=Carol,C=SE", TO_BOB.lane());
    byte[] hello = handshakes().initiate(withRoute(alice(DEFAULT), other)).hello();

    assertThat(refusal(bob(DEFAULT), hello)).isEqualTo(HandshakeFailure.OTHER_DESTINATION);
  }

  @Test
  void onHello_otherLane_isRefused() {
    LaneAddress lane =
        new LaneAddress(
            Parties.LANE.cluster(), Parties.LANE.topicId(), Parties.LANE.partition() + 1);
    FrameRoute other = FrameRoute.of("payments", TO_BOB.source(), TO_BOB.destination(), lane);
    byte[] hello = handshakes().initiate(withRoute(alice(DEFAULT), other)).hello();

    assertThat(refusal(bob(DEFAULT), hello)).isEqualTo(HandshakeFailure.OTHER_LANE);
  }

  @Test
  void onAnswer_fromAnotherIdentity_isRefused() {
    TestSigner carol = TestSigner.of(SignatureScheme.ED25519);
    FrameRoute asCarol = FrameRoute.of("payments", "O=Carol,C=SE", TO_BOB.source(), TO_BOB.lane());
    // Carol answers a Hello that was meant for Bob: she must lie about its destination to herself.
    FrameRoute toCarol = asCarol.reversed();
    Initiator initiator =
        handshakes()
            .initiate(
                new HandshakeParameters(
                    toCarol, List.of(DEFAULT), List.of(BOB.peerKey()), ALICE.localKey()));
    Responder responder =
        handshakes()
            .respond(
                new HandshakeParameters(
                    asCarol, List.of(DEFAULT), List.of(ALICE.peerKey()), carol.localKey()));

    byte[] answer = answer(responder, initiator.hello(), carol).answer();

    assertThat(failure(initiator.onAnswer(answer))).isEqualTo(HandshakeFailure.UNKNOWN_KEY_ID);
  }

  @Test
  void onAnswer_signedByAnotherKey_isRefused() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));

    byte[] answer =
        answer(responder, initiator.hello(), TestSigner.of(SignatureScheme.ED25519)).answer();

    assertThat(failure(initiator.onAnswer(answer))).isEqualTo(HandshakeFailure.BAD_SIGNATURE);
  }

  @Test
  void onFinish_signedByAnotherKey_isRefused() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    byte[] answer = answer(responder, initiator.hello(), BOB).answer();

    byte[] finish = finish(initiator, answer, TestSigner.of(SignatureScheme.ECDSA_SHA256)).finish();

    assertThat(failure(responder.onFinish(finish))).isEqualTo(HandshakeFailure.BAD_SIGNATURE);
  }

  @Test
  void onFinish_sourceOtherThanTheHeaders_isRefused() {
    FrameRoute asMallory =
        FrameRoute.of("payments", "O=Mallory,C=XX", TO_BOB.destination(), TO_BOB.lane());
    // Mallory holds Alice's published key id in no way; she signs as herself under Alice's header.
    Initiator initiator = handshakes().initiate(withRoute(alice(DEFAULT), asMallory));
    Responder responder = handshakes().respond(bob(DEFAULT));
    byte[] answer = answer(responder, initiator.hello(), BOB).answer();

    byte[] finish = finish(initiator, answer, ALICE).finish();

    assertThat(failure(responder.onFinish(finish))).isEqualTo(HandshakeFailure.OTHER_IDENTITY);
  }

  @Test
  void onAnswer_ofAnotherHandshake_isRefused() {
    byte[] answer =
        answer(
                handshakes().respond(bob(DEFAULT)),
                handshakes().initiate(alice(DEFAULT)).hello(),
                BOB)
            .answer();

    assertThat(failure(handshakes().initiate(alice(DEFAULT)).onAnswer(answer)))
        .isEqualTo(HandshakeFailure.NOT_AUTHENTIC);
  }

  @Test
  void onAnswer_afterLateAnswersToOlderHellos_stillTakesItsOwn() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    byte[] own = answer(responder, initiator.hello(), BOB).answer();

    for (int i = 1; i < Initiator.ANSWERS_JUDGED_MAX; i++) {
      assertThat(failure(initiator.onAnswer(answerToAnotherHello())))
          .isEqualTo(HandshakeFailure.NOT_AUTHENTIC);
    }
    proceed(responder.onFinish(finish(initiator, own, ALICE).finish()));
  }

  @Test
  void onAnswer_ofTooManyStrangers_endsTheHandshake() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    for (int i = 0; i < Initiator.ANSWERS_JUDGED_MAX; i++) {
      assertThat(initiator.isOver()).isFalse();
      assertThat(failure(initiator.onAnswer(answerToAnotherHello())))
          .isEqualTo(HandshakeFailure.NOT_AUTHENTIC);
    }
    assertThat(initiator.isOver()).isTrue();
    assertThat(failure(initiator.onAnswer(answerToAnotherHello())))
        .isEqualTo(HandshakeFailure.OUT_OF_TURN);
  }

  private static byte[] answerToAnotherHello() {
    return answer(
            handshakes().respond(bob(DEFAULT)), handshakes().initiate(alice(DEFAULT)).hello(), BOB)
        .answer();
  }

  @Test
  void onFinish_ofAnotherHandshake_isRefused() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    byte[] finish =
        finish(
                initiator,
                answer(handshakes().respond(bob(DEFAULT)), initiator.hello(), BOB).answer(),
                ALICE)
            .finish();
    Responder responder = handshakes().respond(bob(DEFAULT));
    answer(responder, handshakes().initiate(alice(DEFAULT)).hello(), BOB);

    assertThat(failure(responder.onFinish(finish))).isEqualTo(HandshakeFailure.OTHER_SESSION);
  }

  @Test
  void messages_reflected_areRefused() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    AnswerReady answer = answer(responder, initiator.hello(), BOB);

    assertThat(failure(handshakes().initiate(alice(DEFAULT)).onAnswer(initiator.hello())))
        .isEqualTo(HandshakeFailure.MALFORMED);
    assertThat(failure(responder.onFinish(answer.answer()))).isEqualTo(HandshakeFailure.MALFORMED);
  }

  @Test
  void messages_outOfTurn_areRefused() {
    Initiator initiator = handshakes().initiate(alice(DEFAULT));
    Responder responder = handshakes().respond(bob(DEFAULT));
    assertThatIllegalStateException()
        .isThrownBy(() -> initiator.onSignature(Signature.of(new byte[64])));
    assertThatIllegalStateException()
        .isThrownBy(() -> responder.onSignature(Signature.of(new byte[64])));
    AnswerReady answer = answer(responder, initiator.hello(), BOB);
    FinishReady finish = finish(initiator, answer.answer(), ALICE);

    assertThat(failure(initiator.onAnswer(answer.answer())))
        .isEqualTo(HandshakeFailure.OUT_OF_TURN);
    assertThat(failure(responder.onHello(initiator.hello())))
        .isEqualTo(HandshakeFailure.OUT_OF_TURN);
    proceed(responder.onFinish(finish.finish()));
    assertThat(failure(responder.onFinish(finish.finish())))
        .isEqualTo(HandshakeFailure.OUT_OF_TURN);
  }

  private static HandshakeFailure refusal(HandshakeParameters responder, byte[] hello) {
    return failure(handshakes().respond(responder).onHello(hello));
  }

  private static HandshakeParameters withRoute(HandshakeParameters parameters, FrameRoute route) {
    return new HandshakeParameters(
        route, parameters.suites(), parameters.peerKeys(), parameters.localKey());
  }

  private static HandshakeParameters withPeerKey(HandshakeParameters parameters, PeerKey key) {
    return new HandshakeParameters(
        parameters.route(), parameters.suites(), List.of(key), parameters.localKey());
  }

  private static String carried(Session from, Session to, String text) {
    return from.seal(FrameKind.DATA, text.getBytes(UTF_8))
        .fold(
            (header, body) ->
                to.open(header, body)
                    .fold(plaintext -> new String(plaintext, UTF_8), String::valueOf),
            String::valueOf);
  }
}
