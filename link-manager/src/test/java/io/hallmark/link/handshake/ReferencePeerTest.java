package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.Parties.ALICE;
import static io.hallmark.link.handshake.Parties.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.Session;
import io.hallmark.messaging.wire.link.FrameKind;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferencePeerTest {
  @ParameterizedTest
  @EnumSource(Suite.class)
  void referencePeer_inEverySuite_isReadByOurSide(Suite suite) {
    ReferencePeer alice =
        new ReferencePeer(suite, ReferencePeer.Fault.NONE, Parties.TO_BOB.source(), ALICE);
    MlKem768Key kemKey = MlKem768Key.generate();
    byte[] hello = alice.hello(suite.hybrid() ? kemKey.encapsulationKey() : new byte[0]);
    Responder bob = Parties.handshakes().respond(Parties.bob(suite));
    AnswerReady answer = Parties.answer(bob, hello, BOB);
    byte[] finish = alice.finish(hello, answer.answer(), kemKey);
    Session session = Parties.proceed(bob.onFinish(finish));

    FrameHeader header =
        new FrameHeader(FrameKind.DATA, Parties.TO_BOB, Optional.of(answer.sessionId()), 1);
    byte[] body = alice.sealData(header.encode(), 1, new byte[] {1, 2, 3});

    assertThat(
            session.open(header, body).<Optional<byte[]>>fold(Optional::of, no -> Optional.empty()))
        .hasValueSatisfying(plaintext -> assertThat(plaintext).containsExactly(1, 2, 3));
  }
}
