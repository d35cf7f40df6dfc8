package io.hallmark.link.peering;

import io.hallmark.link.lane.LaneId;
import io.hallmark.link.session.FrameHeader;
import io.hallmark.link.session.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of the lanes that this side sends in: it makes them. Confined to the delivery thread.
 */
public final class SendingSessions implements AutoCloseable {
  private final Peering peering;
  private final Map<LaneId, SendingSession> lanes = new HashMap<>();

  public SendingSessions(Peering peering) {
    this.peering = peering;
  }

  /** The session to seal in. Where there is none, or it is old, a new one is begun. */
  public Optional<Session> session(LaneId lane) {
    return lanes.computeIfAbsent(lane, id -> new SendingSession(id, peering)).current();
  }

  /**
   * To be called before something is sent again: until the peer was heard in the session, the
   * Finish may be what was lost.
   */
  public void beforeResend(LaneId lane) {
    SendingSession session = lanes.get(lane);
    if (session != null) {
      session.repeatFinish();
    }
  }

  /** Takes an ANSWER. */
  public void onAnswer(FrameHeader header, byte[] body) {
    SendingSession session = lanes.get(LaneId.of(header));
    if (session == null) {
      peering.counters().notOpened("answer_without_hello");
    } else {
      session.onAnswer(body);
    }
  }

  /** Opens an ACKNOWLEDGEMENT; empty, and counted, where it is not authentic. */
  public Optional<byte[]> open(FrameHeader header, byte[] body) {
    SendingSession session = lanes.get(LaneId.of(header));
    if (session == null) {
      peering.counters().notOpened("unknown_session");
      return Optional.empty();
    }
    return session.open(header, body);
  }

  /**
   * Takes a SESSION_UNKNOWN. It is not authenticated, so it counts only for the session in use, and
   * a handshake is all that it can cause.
   *
   * @return whether the lane's session is gone, and with it what was in flight
   */
  public boolean onSessionUnknown(FrameHeader header) {
    SendingSession session = lanes.get(LaneId.of(header));
    return session != null && session.onUnknown(header);
  }

  /** Sends again and gives up what is due. */
  public void tick(Instant now) {
    lanes.values().forEach(session -> session.tick(now));
  }

  /** Whether a handshake is under way, so that {@link #tick} has to be called soon. */
  public boolean isBusy() {
    return lanes.values().stream().anyMatch(SendingSession::isBusy);
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    lanes.values().forEach(SendingSession::close);
    lanes.clear();
  }
}
