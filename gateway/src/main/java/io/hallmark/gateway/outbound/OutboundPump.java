package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.limits.OutboundLimits;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.transport.Transport;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.link.LinkBatch;
import io.hallmark.messaging.worker.Heartbeat;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The side that connects to peers: what is on {@code link.out} goes to them. */
public final class OutboundPump implements AutoCloseable {
  private final Resolver resolver;
  private final Routes routes;
  private final LinkOutReader reader;

  private OutboundPump(Resolver resolver, Routes routes, LinkOutReader reader) {
    this.resolver = resolver;
    this.routes = routes;
    this.reader = reader;
  }

  /** What the pump needs from the rest of the gateway. */
  public record Parts(
      Bus bus,
      String topic,
      String clientId,
      MeterRegistry metrics,
      Clock clock,
      Supplier<Heartbeat> heartbeats,
      OutboundLimits limits,
      Supplier<Directory> directory,
      TlsContexts contexts,
      BooleanSupplier ready) {}

  /** Begins at once; the bus is read only when {@code parts.ready} says yes. */
  public static OutboundPump start(Parts parts, Transport transport, EventLoopGroup eventLoops) {
    OutboundLimits limits = parts.limits();
    FrameBuffer buffer = new FrameBuffer(limits.bufferedBytes());
    OutboundMetrics metrics = new OutboundMetrics(parts.metrics(), buffer);
    Resolver resolver = new Resolver();
    BackOff backOff =
        new BackOff(
            limits.backOffLeast(),
            limits.backOffMost(),
            () -> ThreadLocalRandom.current().nextDouble());
    Connector connector = new Connector(transport, parts.contexts(), limits);
    OutboundParts shared =
        new OutboundParts(
            limits,
            parts.directory(),
            connector,
            resolver,
            backOff,
            buffer,
            metrics,
            Codec.of(LinkBatch.class));
    Routes routes = new Routes(shared, eventLoops, parts.clock());
    LinkOutReader reader = LinkOutReader.start(parts, routes, buffer);
    return new OutboundPump(resolver, routes, reader);
  }

  /** Reads no more; what was read and not yet sent is left to the link manager. */
  @Override
  public void close() {
    reader.close();
    routes.close();
    resolver.close();
  }
}
