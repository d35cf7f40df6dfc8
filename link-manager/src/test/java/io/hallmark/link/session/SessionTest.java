package io.hallmark.link.session;

import static io.hallmark.link.session.Sessions.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hallmark.messaging.wire.link.FrameKind;
import io.hallmark.messaging.wire.link.LinkFrame;
import io.hallmark.messaging.wire.link.TopicId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final Sessions pair = Sessions.pair();

  @Property(tries = 50)
  void records_inAnyOrderAndDoubled_openOnceEach(
      @ForAll @Size(min = 1, max = 60) List<byte[]> plaintexts, @ForAll long seed) {
    Sessions sessions = Sessions.pair();
    List<Frame> frames = new ArrayList<>();
    plaintexts.forEach(plaintext -> frames.add(sealed(sessions.alice(), plaintext)));
    List<Frame> arriving = new ArrayList<>(frames);
    arriving.addAll(frames);
    Collections.shuffle(arriving, new java.util.Random(seed));

    int opened = 0;
    int replayed = 0;
    for (Frame frame : arriving) {
      Optional<SessionFailure> failure = failure(sessions.bob().open(frame.header, frame.body));
      opened += failure.isEmpty() ? 1 : 0;
      replayed += failure.equals(Optional.of(SessionFailure.REPLAYED)) ? 1 : 0;
    }

    assertThat(opened).isEqualTo(plaintexts.size());
    assertThat(replayed).isEqualTo(plaintexts.size());
  }

  @Property(tries = 200)
  void open_anyBitOfTheBodyChanged_isNotAuthentic(
      @ForAll @Size(max = 100) byte[] plaintext, @ForAll @IntRange(min = 0, max = 7) int bit) {
    Sessions sessions = Sessions.pair();
    Frame frame = sealed(sessions.alice(), plaintext);
    for (int i = 0; i < frame.body.length; i++) {
      byte[] changed = frame.body.clone();
      changed[i] ^= (byte) (1 << bit);
      assertThat(failure(sessions.bob().open(frame.header, changed)))
          .contains(SessionFailure.NOT_AUTHENTIC);
    }
    assertThat(failure(sessions.bob().open(frame.header, frame.body)))
        .as("a forgery doesn't block the counter")
        .isEmpty();
  }

  @Test
  void open_bodyCutAtAnyLength_isRefused() {
    Frame frame = sealed(pair.alice(), "hello".getBytes(UTF_8));
    for (int n = 0; n < frame.body.length; n++) {
      assertThat(failure(pair.bob().open(frame.header, Arrays.copyOf(frame.body, n))))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason).isIn(SessionFailure.LENGTH, SessionFailure.NOT_AUTHENTIC));
    }
  }

  @Test
  void open_otherKind_isNotAuthentic() {
    Frame frame = sealed(pair.alice(), new byte[10]);

    assertThat(refusal(frame, FrameKind.ACKNOWLEDGEMENT, frame.header.route(), Sessions.ID, 1))
        .isEqualTo(SessionFailure.NOT_AUTHENTIC);
    assertThat(refusal(frame, FrameKind.HELLO, frame.header.route(), Sessions.ID, 1))
        .isEqualTo(SessionFailure.KIND_NOT_SEALED);
  }

  @Test
  void open_otherCounter_isNotAuthentic() {
    Frame frame = sealed(pair.alice(), new byte[10]);

    assertThat(refusal(frame, FrameKind.DATA, frame.header.route(), Sessions.ID, 2))
        .isEqualTo(SessionFailure.NOT_AUTHENTIC);
    assertThat(refusal(frame, FrameKind.DATA, frame.header.route(), Sessions.ID, 0))
        .isEqualTo(SessionFailure.COUNTER_OUT_OF_RANGE);
    assertThat(
            refusal(
                frame, FrameKind.DATA, frame.header.route(), Sessions.ID, Session.RECORDS_MAX + 1))
        .isEqualTo(SessionFailure.COUNTER_OUT_OF_RANGE);
  }

  @Test
  void open_otherSession_isRefused() {
    Frame frame = sealed(pair.alice(), new byte[10]);

    assertThat(refusal(frame, FrameKind.DATA, frame.header.route(), new SessionId(1, 3), 1))
        .isEqualTo(SessionFailure.OTHER_SESSION);
  }

  @Test
  void open_anyFieldOfTheRouteChanged_isRefused() {
    Frame frame = sealed(pair.alice(), new byte[10]);
    FrameRoute route = frame.header.route();
    LaneAddress lane = route.lane();
    List<FrameRoute> others =
        List.of(
            FrameRoute.of("trades", route.source(), route.destination(), lane),
            FrameRoute.of(route.group(), "O=Carol,C=SE", route.destination(), lane),
            FrameRoute.of(route.group(), route.source(), "O=Carol,C=SE", lane),
            FrameRoute.of(
                route.group(),
                route.source(),
                route.destination(),
                new LaneAddress("other", lane.topicId(), lane.partition())),
            FrameRoute.of(
                route.group(),
                route.source(),
                route.destination(),
                new LaneAddress(lane.cluster(), new java.util.UUID(9, 9), lane.partition())),
            FrameRoute.of(
                route.group(),
                route.source(),
                route.destination(),
                new LaneAddress(lane.cluster(), lane.topicId(), 6)));

    for (FrameRoute other : others) {
      assertThat(refusal(frame, FrameKind.DATA, other, Sessions.ID, 1))
          .isEqualTo(SessionFailure.OTHER_ROUTE);
    }
  }

  @Test
  void open_ownRecordReflected_isRefused() {
    Frame frame = sealed(pair.alice(), new byte[10]);
    FrameHeader turned =
        new FrameHeader(
            FrameKind.DATA, frame.header.route().reversed(), frame.header.sessionId(), 1);

    assertThat(failure(pair.alice().open(frame.header, frame.body)))
        .contains(SessionFailure.OTHER_ROUTE);
    assertThat(failure(pair.alice().open(turned, frame.body)))
        .contains(SessionFailure.NOT_AUTHENTIC);
  }

  @Test
  void open_behindTheWindow_isTooOld() {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i <= ReplayWindow.SIZE; i++) {
      frames.add(sealed(pair.alice(), new byte[1]));
    }
    Frame newest = frames.get(ReplayWindow.SIZE);

    assertThat(failure(pair.bob().open(newest.header, newest.body))).isEmpty();
    assertThat(failure(pair.bob().open(frames.get(0).header, frames.get(0).body)))
        .contains(SessionFailure.TOO_OLD);
    assertThat(failure(pair.bob().open(frames.get(1).header, frames.get(1).body))).isEmpty();
  }

  @Test
  void closedSession_sealsAndOpensNothing() {
    Frame frame = sealed(pair.alice(), new byte[1]);
    pair.alice().close();
    pair.bob().close();

    assertThat(failure(pair.bob().open(frame.header, frame.body))).contains(SessionFailure.CLOSED);
    assertThat(
            pair.alice()
                .seal(FrameKind.DATA, new byte[1])
                .<Optional<SessionFailure>>fold((header, body) -> Optional.empty(), Optional::of))
        .contains(SessionFailure.CLOSED);
  }

  @Test
  void additionalData_ofAnyKindAndCounter_isTheHeadersEncoding() {
    AdditionalData additional = new AdditionalData(Sessions.TO_BOB, Sessions.ID);
    for (FrameKind kind : List.of(FrameKind.DATA, FrameKind.ACKNOWLEDGEMENT, FrameKind.DATA)) {
      for (long counter : new long[] {1, 2, Session.RECORDS_MAX}) {
        FrameHeader header =
            new FrameHeader(kind, Sessions.TO_BOB, Optional.of(Sessions.ID), counter);
        assertThat(additional.of(kind, counter)).isEqualTo(header.encode());
      }
    }
  }

  @Test
  void needsRekey_byAge_afterAnHour() {
    assertThat(pair.alice().needsRekey(NOW.plusSeconds(3599))).isFalse();
    assertThat(pair.alice().needsRekey(NOW.plusSeconds(3600))).isTrue();
    assertThat(pair.alice().isOver(NOW.plusSeconds(3600))).isFalse();
    assertThat(pair.alice().isOver(NOW.plusSeconds(7200))).isTrue();
  }

  @Test
  void seal_handshakeKind_isOurBug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.alice().seal(FrameKind.HELLO, new byte[1]));
  }

  @Test
  void keys_never_showThemselves() {
    assertThat(Sessions.key(1).toString()).isEqualTo("TrafficKey[hidden]");
    assertThat(pair.alice().toString()).startsWith("Session[0000000000000001");
  }

  @Test
  void linkFrame_ofAHeader_bringsItBack() {
    Frame frame = sealed(pair.alice(), new byte[7]);
    LinkFrame wire = LinkFrames.toWire(frame.header, frame.body);

    assertThat(LinkFrames.header(wire)).contains(frame.header);
    assertThat(LinkFrames.body(wire)).isEqualTo(frame.body);
  }

  @Test
  void linkFrame_withAnyFieldOutOfBounds_hasNoHeader() {
    Frame frame = sealed(pair.alice(), new byte[7]);
    List<java.util.function.Consumer<LinkFrame.Builder>> spoilers =
        List.of(
            wire -> wire.setVersion(2),
            wire -> wire.setKind(FrameKind.UNKNOWN),
            wire -> wire.setGroup(""),
            wire -> wire.setGroup("g".repeat(256)),
            wire -> wire.setSource(""),
            wire -> wire.setSource("\ud800"),
            wire -> wire.setDestination("x".repeat(1025)),
            wire -> wire.setLane(lane("c".repeat(65), 0)),
            wire -> wire.setLane(lane("cluster", -1)),
            wire -> wire.setSessionId(java.nio.ByteBuffer.allocate(15)),
            wire -> wire.setSessionId(java.nio.ByteBuffer.allocate(0)),
            wire -> wire.setKind(FrameKind.HELLO),
            wire -> wire.setCounter(-1));
    for (int i = 0; i < spoilers.size(); i++) {
      LinkFrame.Builder wire = LinkFrame.newBuilder(LinkFrames.toWire(frame.header, frame.body));
      spoilers.get(i).accept(wire);
      assertThat(LinkFrames.header(wire.build())).as("spoiler %d", i).isEmpty();
    }
  }

  private static io.hallmark.messaging.wire.link.LaneAddress lane(String cluster, int partition) {
    return io.hallmark.messaging.wire.link.LaneAddress.newBuilder()
        .setCluster(cluster)
        .setTopicId(new TopicId(new byte[16]))
        .setPartition(partition)
        .build();
  }

  private SessionFailure refusal(
      Frame frame, FrameKind kind, FrameRoute route, SessionId id, long counter) {
    FrameHeader header = new FrameHeader(kind, route, Optional.of(id), counter);
    return failure(pair.bob().open(header, frame.body)).orElseThrow();
  }

  private static Optional<SessionFailure> failure(Opened opened) {
    return opened.fold(plaintext -> Optional.empty(), Optional::of);
  }

  private static Frame sealed(Session session, byte[] plaintext) {
    return session
        .seal(FrameKind.DATA, plaintext)
        .fold(
            Frame::new,
            reason -> {
              throw new AssertionError(reason);
            });
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Frame(FrameHeader header, byte[] body) {}
}
