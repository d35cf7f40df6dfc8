package io.hallmark.link.peering;

import io.hallmark.link.handshake.HandshakeFailure;
import io.hallmark.link.lane.LaneId;
import io.hallmark.link.routing.Directory;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.Session;
import io.hallmark.link.session.SessionFailure;
import io.hallmark.link.session.SessionId;
import io.hallmark.messaging.wire.link.FrameKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of the lanes that this side receives in: the peer makes them. Confined to the delivery
 * thread.
 */
public final class ReceivingSessions implements AutoCloseable {
  /** Sessions a lane may have: the one in use and those it replaced lately. */
  private static final int PER_LANE_MAX = 3;

  /** Sessions whose absence was told lately; each is told once in a while, not for each frame. */
  private static final int TOLD_MAX = 1024;

  private static final long TELL_AGAIN_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(ReceivingSessions.class);

  private final Peering peering;
  private final Map<LaneId, Answering> pending = new LinkedHashMap<>();
  private final Map<SessionId, Session> sessions = new HashMap<>();
  private final Map<LaneId, Deque<Session>> byLane = new HashMap<>();
  private final Map<LaneId, Session> replies = new HashMap<>();
  private final Map<SessionId, Instant> told = new LinkedHashMap<>();

  public ReceivingSessions(Peering peering) {
    this.peering = peering;
  }

  /** A DATA frame that waits for the Finish of its session. */
  public static final class Held {
    private final FrameHeader header;
    private final byte[] body;

    Held(FrameHeader header, byte[] body) {
      this.header = header;
      this.body = body;
    }

    public FrameHeader header() {
      return header;
    }

    public byte[] body() {
      return body;
    }
  }

  /** Takes a HELLO. */
  public void onHello(FrameHeader header, byte[] body) {
    LaneId lane = LaneId.of(header);
    Answering known = pending.get(lane);
    if (known != null && known.repeats(body)) {
      return;
    }
    Optional<Directory.Hosted> self = peering.directory().hosted(lane.group(), lane.destination());
    Instant now = peering.clock().instant();
    if (self.isEmpty()) {
      refused("destination_not_here");
    } else if (peering.directory().hosted(lane.group(), lane.source()).isPresent()) {
      refused("own_identity_as_peer");
    } else if (peering.directory().peerKeys(lane.group(), lane.source()).isEmpty()) {
      refused("peer_without_keys");
    } else if (!peering.helloLimit().admits(lane.group() + '\0' + lane.source(), now)) {
      refused("too_many_hellos");
    } else if (known == null && pending.size() >= peering.limits().pendingMax()) {
      refused("too_many_pending");
    } else {
      answer(lane, header, body, self.get(), now);
    }
  }

  private void answer(
      LaneId lane, FrameHeader header, byte[] body, Directory.Hosted self, Instant now) {
    Answering answering = new Answering(header.route().reversed(), self, peering, now);
    Answering replaced = pending.put(lane, answering);
    if (replaced != null) {
      replaced.close();
    }
    if (!answering.begin(body)) {
      pending.remove(lane);
    }
  }

  private void refused(String outcome) {
    peering.counters().handshake(PeeringCounters.Role.RESPONDER, outcome);
  }

  /** Takes a FINISH; gives back the DATA frames that came before it. */
  public List<Held> onFinish(FrameHeader header, byte[] body) {
    LaneId lane = LaneId.of(header);
    Answering answering = pending.get(lane);
    if (answering == null || !answering.isFor(header)) {
      if (!sessions.containsKey(header.sessionId().orElseThrow())) {
        tellUnknown(header);
      }
      return List.of();
    }
    pending.remove(lane);
    return answering
        .finish(body)
        .fold(
            session -> {
              established(lane, session);
              return answering.held();
            },
            this::failed);
  }

  private List<Held> failed(HandshakeFailure reason) {
    peering.counters().failed(PeeringCounters.Role.RESPONDER, reason);
    return List.of();
  }

  private void established(LaneId lane, Session session) {
    Deque<Session> ofLane = byLane.computeIfAbsent(lane, id -> new ArrayDeque<>());
    ofLane.addLast(session);
    sessions.put(session.id(), session);
    if (ofLane.size() > PER_LANE_MAX) {
      forget(lane, ofLane.removeFirst());
    }
    replies.put(lane, session);
    peering.counters().established(PeeringCounters.Role.RESPONDER);
    LOG.info("lane {}: session {} taken", lane.key(), session.id());
  }

  private void forget(LaneId lane, Session session) {
    sessions.remove(session.id());
    replies.remove(lane, session);
    session.close();
  }

  /** Opens a DATA frame; empty where it is not authentic (counted), or waits for its Finish. */
  public Optional<byte[]> open(FrameHeader header, byte[] body) {
    LaneId lane = LaneId.of(header);
    Session session = sessions.get(header.sessionId().orElseThrow());
    if (session == null) {
      Answering answering = pending.get(lane);
      if (answering == null || !answering.hold(header, body)) {
        tellUnknown(header);
      }
      return Optional.empty();
    }
    if (session.isOver(peering.clock().instant())) {
      byLane.get(lane).remove(session);
      forget(lane, session);
      tellUnknown(header);
      return Optional.empty();
    }
    Optional<byte[]> opened = session.open(header, body).fold(Optional::of, this::notOpened);
    opened.ifPresent(bytes -> replies.put(lane, session));
    return opened;
  }

  private Optional<byte[]> notOpened(SessionFailure reason) {
    peering.counters().notOpened(reason);
    return Optional.empty();
  }

  /** So that the sender makes a new session in one round trip and does not wait for a timer. */
  private void tellUnknown(FrameHeader header) {
    peering.counters().notOpened("unknown_session");
    Instant now = peering.clock().instant();
    SessionId id = header.sessionId().orElseThrow();
    Instant last = told.get(id);
    LaneId lane = LaneId.of(header);
    if ((last != null && now.isBefore(last.plusMillis(TELL_AGAIN_MILLIS)))
        || peering.directory().hosted(lane.group(), lane.destination()).isEmpty()) {
      return;
    }
    told.remove(id);
    told.put(id, now);
    if (told.size() > TOLD_MAX) {
      told.remove(told.keySet().iterator().next());
    }
    peering
        .transport()
        .send(
            FrameHeader.of(FrameKind.SESSION_UNKNOWN, header.route().reversed(), Optional.of(id)),
            new byte[0]);
  }

  /** The session to answer a lane's sender in: the one it was heard in last. */
  public Optional<Session> reply(LaneId lane) {
    return Optional.ofNullable(replies.get(lane));
  }

  /** Forgets handshakes whose Finish did not come. */
  public void tick(Instant now) {
    List<Answering> over = new ArrayList<>();
    for (Iterator<Answering> each = pending.values().iterator(); each.hasNext(); ) {
      Answering answering = each.next();
      if (answering.isOver(now)) {
        each.remove();
        over.add(answering);
      }
    }
    over.forEach(
        answering -> {
          refused("unfinished");
          answering.close();
        });
  }

  /** Whether a handshake is under way. */
  public boolean isBusy() {
    return !pending.isEmpty();
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    pending.values().forEach(Answering::close);
    pending.clear();
    sessions.values().forEach(Session::close);
    sessions.clear();
    byLane.clear();
    replies.clear();
  }
}
