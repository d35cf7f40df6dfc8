package io.hallmark.gateway.inbound;

import io.hallmark.gateway.limits.InboundLimits;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which no request comes. What counts is requests and not bytes: a client
 * that sends a header one byte at a time is idle. Confined to the connection's event loop.
 */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionWatch {
  private final Channel channel;
  private final long idleNanos;
  private final ScheduledFuture<?> looking;
  private long allowedNanos;
  private long since = System.nanoTime();
  private int underWay;

  private ConnectionWatch(Channel channel, InboundLimits limits) {
    this.channel = channel;
    this.idleNanos = limits.idleTimeout().toNanos();
    this.allowedNanos = limits.headerTimeout().toNanos();
    long every = Math.max(1, Math.min(idleNanos, allowedNanos) / 2);
    this.looking =
        channel.eventLoop().scheduleAtFixedRate(this::look, every, every, TimeUnit.NANOSECONDS);
  }

  /** Watches from now, with the header's time limit for the first request. */
  static ConnectionWatch over(Channel channel, InboundLimits limits) {
    ConnectionWatch watch = new ConnectionWatch(channel, limits);
    channel.closeFuture().addListener(closed -> watch.looking.cancel(false));
    return watch;
  }

  void requestBegun() {
    underWay++;
    allowedNanos = idleNanos;
  }

  void requestEnded() {
    underWay--;
    since = System.nanoTime();
  }

  private void look() {
    if (underWay == 0 && System.nanoTime() - since > allowedNanos) {
      channel.close();
    }
  }
}
