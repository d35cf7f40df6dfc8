package io.hallmark.gateway.inbound;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.gateway.tls.ServerNameSelector;
import io.hallmark.gateway.tls.SignatureBudget;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.tls.TlsMetrics;
import io.hallmark.gateway.transport.Transport;
import io.hallmark.messaging.client.Bus;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The side that peers connect to. Safe for concurrent use. */
public final class InboundServer implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final KafkaFrameSink sink;
  private final Channel listening;

  private InboundServer(KafkaFrameSink sink, Channel listening) {
    this.sink = sink;
    this.listening = listening;
  }

  /** What the server needs from the rest of the gateway. */
  public record Parts(
      Bus bus,
      String topic,
      String clientId,
      MeterRegistry metrics,
      InboundLimits limits,
      Supplier<Directory> directory,
      TlsContexts contexts,
      TlsMetrics tlsMetrics,
      SignatureBudget signatures,
      BooleanSupplier ready) {}

  /**
   * Listens at once; connections are turned away until {@code parts.ready} says yes.
   *
   * @throws IOException if the address cannot be bound
   */
  public static InboundServer listen(
      Parts parts, Transport transport, EventLoopGroup eventLoops, InetSocketAddress address)
      throws IOException {
    KafkaFrameSink sink =
        KafkaFrameSink.open(
            parts.bus(), parts.topic(), parts.clientId(), parts.limits().busTimeout());
    ChannelFuture bound =
        bootstrap(parts, sink, transport, eventLoops).bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      sink.close();
      throw new IOException(
          "cannot listen on %s (%s), expected a free port; free it or choose another with listen"
              .formatted(address, bound.cause().getMessage()),
          bound.cause());
    }
    return new InboundServer(sink, bound.channel());
  }

  private static ServerBootstrap bootstrap(
      Parts parts, KafkaFrameSink sink, Transport transport, EventLoopGroup eventLoops) {
    InboundLimits limits = parts.limits();
    ConnectionCount count = new ConnectionCount();
    PendingBytes pending = new PendingBytes(limits.pendingBytes());
    InboundMetrics metrics = new InboundMetrics(parts.metrics(), count, pending);
    InboundService service = new InboundService(limits, parts.directory(), sink, pending, metrics);
    ConnectionGate gate =
        new ConnectionGate(
            limits, count, parts.signatures(), parts.contexts(), parts.tlsMetrics(), parts.ready());
    return new ServerBootstrap()
        .group(eventLoops)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (gate.admit(channel)) {
                  channel
                      .pipeline()
                      .addLast(
                          new ServerNameSelector(
                              parts.directory(),
                              parts.contexts(),
                              parts.tlsMetrics(),
                              limits.handshakeTimeout()),
                          new HttpSetup(service));
                }
              }
            });
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Whether the bus is there to take frames. */
  public boolean isReady() {
    return sink.isReady();
  }

  /** Accepts no more connections; those that are open are worked on until the loops stop. */
  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    sink.close();
  }
}
