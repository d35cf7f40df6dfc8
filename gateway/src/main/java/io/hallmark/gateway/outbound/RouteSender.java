package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.limits.OutboundLimits;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the frames of one route. Confined to its event loop but for {@link #offer}.
 *
 * <p>A frame goes at once where a connection has room for another request; what comes meanwhile
 * goes together in the next one. So batches form by what waits and not by a timer.
 */
final class RouteSender {
  private static final Logger log = LoggerFactory.getLogger(RouteSender.class);
  private static final long WAKE_NANOS_LEAST = TimeUnit.MILLISECONDS.toNanos(5);

  private final Route route;
  private final EventLoop eventLoop;
  private final OutboundParts parts;
  private final OutboundLimits limits;
  private final FrameQueue queue;
  private final AddressBook book;
  private final Runnable unused;
  private ScheduledFuture<?> wake;
  private int inFlight;
  private boolean closed;

  /**
   * @param unused run when there is nothing to send and no connection left
   */
  RouteSender(Route route, EventLoop eventLoop, OutboundParts parts, Runnable unused) {
    this.route = route;
    this.eventLoop = eventLoop;
    this.parts = parts;
    this.limits = parts.limits();
    this.queue = new FrameQueue(limits.batchFrames(), limits.batchBytes());
    this.book =
        new AddressBook(
            parts.resolver(),
            eventLoop,
            limits.addressLifetime().toNanos(),
            () -> new CircuitBreaker(parts.backOff()));
    this.unused = unused;
  }

  /** Takes frames in. Safe to call from any thread. */
  void offer(List<OutboundFrame> frames) {
    eventLoop.execute(
        () -> {
          queue.add(frames);
          pump();
        });
  }

  private void pump() {
    if (closed) {
      drop(Dropped.STOPPED, queue.removeAll());
      return;
    }
    long now = System.nanoTime();
    drop(Dropped.EXPIRED, queue.removeExpired(now));
    Directory directory = parts.directory().get();
    Optional<HostedIdentity> identity = directory.hosted(route.group(), route.source());
    Optional<Member> peer = directory.member(route.group(), route.destination());
    if (identity.isEmpty()) {
      drop(Dropped.SOURCE_NOT_HOSTED, queue.removeAll());
    } else if (peer.isEmpty()) {
      drop(Dropped.NO_SUCH_MEMBER, queue.removeAll());
    } else if (!queue.isEmpty()) {
      book.refresh(peer.get().endpoints(), now, this::pump);
      send(now);
      connect(now, identity.get(), peer.get());
    }
    sleep(now);
  }

  private void send(long now) {
    while (!queue.isEmpty()) {
      Optional<PeerAddress> address =
          book.addresses().stream()
              .filter(one -> one.leastBusy(now, limits.requestsPerConnection()).isPresent())
              .min(Comparator.comparingInt(one -> load(one, now)));
      if (address.isEmpty()) {
        return;
      }
      address
          .flatMap(one -> one.leastBusy(now, limits.requestsPerConnection()))
          .ifPresent(connection -> post(address.get(), connection));
    }
  }

  private int load(PeerAddress address, long now) {
    return address
        .leastBusy(now, limits.requestsPerConnection())
        .map(PeerConnection::inFlight)
        .orElse(Integer.MAX_VALUE);
  }

  private void post(PeerAddress address, PeerConnection connection) {
    List<OutboundFrame> batch = queue.nextBatch();
    inFlight++;
    connection.post(parts.encode(batch), answer -> answered(address, batch, answer));
  }

  private void answered(PeerAddress address, List<OutboundFrame> batch, PeerAnswer answer) {
    inFlight--;
    parts.metrics().answered(answer.outcome());
    long now = System.nanoTime();
    switch (answer.kind()) {
      case ACCEPTED -> {
        address.breaker().succeeded();
        release(batch);
        parts.metrics().sent(batch.size(), bytes(batch));
      }
      case BUSY -> {
        address.breaker().askedToWait(now, answer.retryAfter());
        queue.putBack(batch);
      }
      case FAILED -> {
        address.breaker().failed(now);
        queue.putBack(batch);
      }
      case REFUSED -> {
        log.warn(
            "{} refused {} frames with status {}",
            route.destination(),
            batch.size(),
            answer.outcome());
        drop(Dropped.REFUSED, batch);
      }
    }
    pump();
  }

  private void connect(long now, HostedIdentity identity, Member peer) {
    // While requests go out without waiting there is no need for more connections.
    boolean waiting = !queue.isEmpty();
    for (PeerAddress address : book.addresses()) {
      boolean first = address.isUnused();
      if (first || waiting) {
        address.connectIfNeeded(
            now,
            limits.connectionsPerAddress(),
            eventLoop,
            parts.connector(),
            identity,
            peer,
            this::pump);
      }
    }
  }

  /** Sees to it that somebody looks again, when something may have changed by itself. */
  private void sleep(long now) {
    if (wake != null) {
      wake.cancel(false);
      wake = null;
    }
    boolean idle = queue.isEmpty() && inFlight == 0;
    if (idle && book.addresses().stream().allMatch(PeerAddress::isUnused) && !book.isResolving()) {
      unused.run();
      return;
    }
    long nanos = idle ? limits.idleTimeout().toNanos() : untilNextTry(now);
    wake =
        eventLoop.schedule(
            () -> {
              closeIdle();
              pump();
            },
            Math.max(WAKE_NANOS_LEAST, nanos),
            TimeUnit.NANOSECONDS);
  }

  private long untilNextTry(long now) {
    long expiry =
        queue.isEmpty() ? limits.idleTimeout().toNanos() : queue.firstDeadlineNanos() - now;
    long retry =
        book.addresses().stream()
            .mapToLong(address -> address.breaker().closedForNanos(now))
            .filter(nanos -> nanos > 0)
            .min()
            .orElse(Long.MAX_VALUE);
    // Names that could not be looked up are looked up again.
    long lookUp = book.addresses().isEmpty() ? AddressBook.ASK_AGAIN_NANOS : Long.MAX_VALUE;
    return Math.min(expiry, Math.min(retry, lookUp));
  }

  private void closeIdle() {
    long now = System.nanoTime();
    book.addresses().forEach(address -> address.closeIdle(now, limits.idleTimeout().toNanos()));
  }

  private void drop(Dropped reason, List<OutboundFrame> frames) {
    if (!frames.isEmpty()) {
      release(frames);
      parts.metrics().dropped(reason, frames.size());
    }
  }

  private void release(List<OutboundFrame> frames) {
    parts.buffer().remove(bytes(frames));
  }

  private static long bytes(List<OutboundFrame> frames) {
    return frames.stream().mapToLong(frame -> frame.bytes().length).sum();
  }

  /** Safe to call from any thread. */
  void close() {
    eventLoop.execute(
        () -> {
          closed = true;
          drop(Dropped.STOPPED, queue.removeAll());
          book.addresses().forEach(PeerAddress::close);
        });
  }
}
