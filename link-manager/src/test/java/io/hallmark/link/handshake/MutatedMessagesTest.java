package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.Parties.ALICE;
import static io.hallmark.link.handshake.Parties.BOB;
import static io.hallmark.link.handshake.Parties.alice;
import static io.hallmark.link.handshake.Parties.bob;
import static io.hallmark.link.handshake.Parties.failure;
import static io.hallmark.link.handshake.Parties.handshakes;
import static io.hallmark.link.handshake.Parties.proceed;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No byte of any message can be changed, and none left away, without the handshake failing. */
class MutatedMessagesTest {
  private static final HandshakeFailure NONE = null;

  @ParameterizedTest
  @EnumSource(Suite.class)
  void hello_anyByteChanged_neverLeadsToAnAcceptedAnswer(Suite suite) {
    Initiator template = handshakes().initiate(alice(suite));
    int length = template.hello().length;
    for (int i = 0; i < length; i += step(i)) {
      Initiator initiator = handshakes().initiate(alice(suite));
      byte[] hello = changed(initiator.hello(), i);
      Responder responder = handshakes().respond(bob(suite));
      Optional<Signature> signature =
          responder
              .onHello(hello)
              .fold(needed -> Optional.of(BOB.sign(needed.content())), refused -> Optional.empty());
      if (signature.isPresent()) {
        byte[] answer = responder.onSignature(signature.get()).answer();
        assertThat(failure(initiator.onAnswer(answer)))
            .as("byte %d", i)
            .isEqualTo(HandshakeFailure.NOT_AUTHENTIC);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void answer_anyByteChanged_isRefused(Suite suite) {
    Map<String, byte[]> secrets = new TreeMap<>();
    byte[] answer =
        Parties.answer(responder(suite), initiator(suite, secrets).hello(), BOB).answer();
    for (int i = 0; i < answer.length; i += step(i)) {
      assertThat(failure(initiator(suite, secrets).onAnswer(changed(answer, i))))
          .as("byte %d of %d", i, answer.length)
          .isNotEqualTo(NONE);
    }
    assertThat(proceed(initiator(suite, secrets).onAnswer(answer))).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void finish_anyByteChanged_isRefused(Suite suite) {
    Map<String, byte[]> secrets = new TreeMap<>();
    Initiator initiator = handshakes().initiate(alice(suite));
    Responder first = replaying(secrets).respond(bob(suite));
    Signature signature = BOB.sign(proceed(first.onHello(initiator.hello())).content());
    byte[] answer = first.onSignature(signature).answer();
    byte[] finish = Parties.finish(initiator, answer, ALICE).finish();
    for (int i = 0; i < finish.length; i++) {
      Responder responder = replaying(secrets).respond(bob(suite));
      proceed(responder.onHello(initiator.hello()));
      responder.onSignature(signature);
      assertThat(failure(responder.onFinish(changed(finish, i))))
          .as("byte %d of %d", i, finish.length)
          .isNotEqualTo(NONE);
    }
    assertThat(proceed(first.onFinish(finish))).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Suite.class,
      names = {"X25519MLKEM768_AES256GCM_SHA256"})
  void messages_cutAtAnyLength_areMalformed(Suite suite) {
    Exchange exchange = Exchange.of(suite);
    for (int n = 0; n < exchange.hello().length; n++) {
      Responder responder = handshakes().respond(bob(suite));
      assertThat(failure(responder.onHello(Arrays.copyOf(exchange.hello(), n))))
          .isEqualTo(HandshakeFailure.MALFORMED);
    }
    for (int n = 0; n < exchange.answer().length; n++) {
      byte[] cut = Arrays.copyOf(exchange.answer(), n);
      assertThat(fault(() -> Answer.decode(cut))).isEqualTo(HandshakeFailure.MALFORMED);
    }
    for (int n = 0; n < exchange.finish().length; n++) {
      byte[] cut = Arrays.copyOf(exchange.finish(), n);
      assertThat(fault(() -> Finish.decode(cut))).isEqualTo(HandshakeFailure.MALFORMED);
    }
  }

  private static Initiator initiator(Suite suite, Map<String, byte[]> secrets) {
    return replaying(secrets).initiate(alice(suite));
  }

  private static Responder responder(Suite suite) {
    return handshakes().respond(bob(suite));
  }

  // The same secrets each time, so that one exchange with its signatures serves for every byte.
  private static Handshakes replaying(Map<String, byte[]> secrets) {
    return new Handshakes(
        new RecordedEphemerals(secrets), Clock.fixed(Parties.NOW, ZoneOffset.UTC));
  }

  // Every byte where fields have their lengths and meanings; inside the long ML-KEM values every
  // ninth, which keeps the test at seconds.
  private static int step(int at) {
    return at < 240 ? 1 : 9;
  }

  private static byte[] changed(byte[] message, int at) {
    byte[] changed = message.clone();
    changed[at] ^= (byte) (at % 2 == 0 ? 0x80 : 0x01);
    return changed;
  }

  private interface Parsing {
    void run() throws HandshakeFault;
  }

  private static HandshakeFailure fault(Parsing parsing) {
    try {
      parsing.run();
      return NONE;
    } catch (HandshakeFault e) {
      return e.reason();
    }
  }

  /** A whole handshake up to the Finish, with the responder still waiting for it. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Exchange(byte[] hello, byte[] answer, byte[] finish, Responder responder) {
    static Exchange of(Suite suite) {
      Initiator initiator = handshakes().initiate(alice(suite));
      Responder responder = handshakes().respond(bob(suite));
      byte[] answer = Parties.answer(responder, initiator.hello(), BOB).answer();
      SignatureNeeded needed = proceed(initiator.onAnswer(answer));
      assertThat(needed.scheme()).isEqualTo(SignatureScheme.ECDSA_SHA256);
      byte[] finish = initiator.onSignature(ALICE.sign(needed.content())).finish();
      return new Exchange(initiator.hello(), answer, finish, responder);
    }
  }
}
