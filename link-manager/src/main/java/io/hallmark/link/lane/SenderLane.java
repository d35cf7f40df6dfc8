package io.hallmark.link.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * The sender's side of a lane: from messages to runs in flight, until the peer holds them for good.
 * Confined to one thread.
 *
 * <p>Everything that is not acknowledged cumulatively is kept here, in order: first what is in
 * flight, then what waits. What a lost session had in flight goes back to the front of what waits.
 * The chain of previous offsets begins at the last acknowledged one, so a sender that restarts from
 * its recorded progress sends runs that overlap what the receiver has, never runs that leave a gap.
 *
 * <p>A message's time to live is looked at when it is framed first. Once it was sent it may have
 * been delivered, so it stays what it was.
 */
public final class SenderLane {
  private final SenderLimits limits;
  private final ResendTimer timer;
  private final long recovered;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<Flight> flights = new ArrayDeque<>();
  private long acknowledged;
  private long lastOffered;
  private long lastFramed;
  private long heldBytes;
  private long flightBytes;
  private long resends;

  /**
   * A lane that goes on from what was recorded.
   *
   * @param acknowledged last offset that the peer is known to hold; {@link Run#NONE} for none
   * @param random for jitter
   */
  public SenderLane(long acknowledged, SenderLimits limits, RandomGenerator random) {
    this.recovered = acknowledged;
    this.acknowledged = acknowledged;
    this.lastOffered = acknowledged;
    this.lastFramed = acknowledged;
    this.limits = limits;
    this.timer = new ResendTimer(limits, random);
  }

  /**
   * What is to be sent now.
   *
   * @param runs in order
   * @param expired messages that were made skips, since their time was over before they were sent
   */
  public record Sending(List<Run> runs, List<LaneEntry> expired) {
    public Sending {
      runs = List.copyOf(runs);
      expired = List.copyOf(expired);
    }
  }

  /**
   * Adds the lane's next message.
   *
   * @param expiresAtMillis wall time after which it need not be sent; {@link Long#MAX_VALUE} for
   *     never
   * @return whether it was new; false for what the peer was known to hold when we began
   */
  public boolean offer(LaneEntry entry, long expiresAtMillis) {
    if (entry.offset() <= recovered) {
      return false;
    }
    if (entry.offset() <= lastOffered) {
      throw new IllegalArgumentException(
          "offsets of a lane must grow, got %d after %d".formatted(entry.offset(), lastOffered));
    }
    lastOffered = entry.offset();
    int bytes = entry.encodedBytes();
    waiting.addLast(new Waiting(entry, bytes, expiresAtMillis, false));
    heldBytes += bytes;
    return true;
  }

  /**
   * What is to be sent now: what is overdue, then what waits and fits in the window. Only to be
   * called when there is a session to send it in.
   */
  public Sending take(long nowNanos, long wallMillis) {
    List<Run> runs = new ArrayList<>();
    List<LaneEntry> expired = new ArrayList<>();
    resendOverdue(nowNanos, runs);
    while (!waiting.isEmpty() && (flights.isEmpty() || fits(waiting.peekFirst().bytes()))) {
      Flight flight = frame(nowNanos, wallMillis, expired);
      flights.addLast(flight);
      runs.add(flight.run());
    }
    return new Sending(runs, expired);
  }

  private boolean fits(int bytes) {
    return flightBytes + bytes <= limits.windowBytes();
  }

  private void resendOverdue(long nowNanos, List<Run> runs) {
    int bytes = 0;
    boolean backedOff = false;
    for (Flight flight : flights) {
      if (flight.dueNanos() - nowNanos > 0) {
        continue;
      }
      // A burst of resends would only deepen what caused the loss.
      if (bytes > 0 && bytes + flight.bytes() > limits.runBytesMax() * 2L) {
        break;
      }
      if (!backedOff) {
        timer.resent();
        backedOff = true;
      }
      bytes += flight.bytes();
      resends++;
      flight.resent(nowNanos, timer.waitNanos());
      runs.add(flight.run());
    }
  }

  private Flight frame(long nowNanos, long wallMillis, List<LaneEntry> expired) {
    List<Waiting> taken = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty() && taken.size() < RunCodec.ENTRIES_MAX) {
      Waiting next = waiting.peekFirst();
      if (!taken.isEmpty()
          && (bytes + next.bytes() > limits.runBytesMax() || !fits(next.bytes()))) {
        break;
      }
      waiting.removeFirst();
      Waiting framed = framed(next, wallMillis, expired);
      bytes += framed.bytes();
      flightBytes += framed.bytes();
      taken.add(framed);
    }
    Flight flight = new Flight(lastFramed, taken, nowNanos, timer.waitNanos());
    lastFramed = flight.last();
    return flight;
  }

  private Waiting framed(Waiting next, long wallMillis, List<LaneEntry> expired) {
    if (next.framed() || next.entry().content().isEmpty() || next.expiresAtMillis() > wallMillis) {
      return next.asFramed(next.entry(), next.bytes());
    }
    expired.add(next.entry());
    LaneEntry skip = LaneEntry.skip(next.entry().offset());
    heldBytes -= next.bytes() - skip.encodedBytes();
    return next.asFramed(skip, skip.encodedBytes());
  }

  /**
   * Takes what the peer says it holds.
   *
   * @return entries that it now holds for good and was not known to hold before, in order
   */
  public List<LaneEntry> acknowledge(Acknowledgement acknowledgement, long nowNanos) {
    List<LaneEntry> done = new ArrayList<>();
    // What was never offered can't be held: a peer that says so doesn't make us drop what comes.
    long upTo = Math.min(acknowledgement.delivered(), lastOffered);
    if (upTo > acknowledged) {
      acknowledged = upTo;
      dropFlights(upTo, nowNanos, done);
      dropWaiting(upTo, done);
    }
    noteHeld(acknowledgement.held(), nowNanos);
    return done;
  }

  private void dropFlights(long upTo, long nowNanos, List<LaneEntry> done) {
    while (!flights.isEmpty() && flights.peekFirst().first() <= upTo) {
      Flight flight = flights.peekFirst();
      List<Waiting> dropped = flight.drop(upTo);
      for (Waiting entry : dropped) {
        heldBytes -= entry.bytes();
        flightBytes -= entry.bytes();
        done.add(entry.entry());
      }
      if (!flight.isEmpty()) {
        return;
      }
      flights.removeFirst();
      if (flight.sentOnce()) {
        timer.measured(nowNanos - flight.sentNanos());
      }
    }
  }

  private void dropWaiting(long upTo, List<LaneEntry> done) {
    while (!waiting.isEmpty() && waiting.peekFirst().entry().offset() <= upTo) {
      Waiting entry = waiting.removeFirst();
      heldBytes -= entry.bytes();
      done.add(entry.entry());
    }
    lastFramed = Math.max(lastFramed, upTo);
  }

  /**
   * What is held beyond a gap needs no resend soon; what lies before it and was sent a round trip
   * ago is likely lost and is sent again at once.
   */
  private void noteHeld(List<Acknowledgement.Held> held, long nowNanos) {
    if (held.isEmpty()) {
      return;
    }
    long farthest = held.get(held.size() - 1).upTo();
    for (Flight flight : flights) {
      boolean isHeld = held.stream().anyMatch(r -> r.covers(flight.previous(), flight.last()));
      if (isHeld) {
        flight.postpone(nowNanos + limits.resendAfterMax().toNanos());
      } else if (flight.last() < farthest
          && nowNanos - flight.sentNanos() > 2 * timer.roundTripNanos()) {
        flight.postpone(nowNanos);
      }
    }
  }

  /** The session is gone, and with it what was in flight: all of it waits to be framed again. */
  public void sessionLost() {
    while (!flights.isEmpty()) {
      Flight flight = flights.removeLast();
      flight.entriesLastFirst(waiting::addFirst);
      lastFramed = flight.previous();
    }
    lastFramed = Math.max(lastFramed, acknowledged);
    flightBytes = 0;
    timer.restart();
  }

  /** When {@link #take} has something to resend, if nothing else happens. */
  public OptionalLong nextDueNanos() {
    return flights.stream().mapToLong(Flight::dueNanos).reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** Whether {@link #take} would send something new now. */
  public boolean wantsToSend() {
    return !waiting.isEmpty() && (flights.isEmpty() || fits(waiting.peekFirst().bytes()));
  }

  /** Whether anything is not acknowledged. */
  public boolean isIdle() {
    return flights.isEmpty() && waiting.isEmpty();
  }

  /** Last offset that the peer holds for good. */
  public long acknowledged() {
    return acknowledged;
  }

  /** First offset that the peer is not known to hold for good; none where it holds all. */
  public OptionalLong oldestUnacknowledged() {
    if (!flights.isEmpty()) {
      return OptionalLong.of(flights.peekFirst().first());
    }
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.peekFirst().entry().offset());
  }

  /** Encoded bytes kept until they are acknowledged, in flight and waiting. */
  public long unacknowledgedBytes() {
    return heldBytes;
  }

  /** Runs sent again since the beginning. */
  public long resends() {
    return resends;
  }
}
