package io.hallmark.tools.bench;

import io.hallmark.crypto.SigningClient;
import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.tls.BoringSsl;
import io.hallmark.gateway.tls.ServerNameSelector;
import io.hallmark.gateway.tls.SignatureBudget;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.tls.TlsMetrics;
import io.hallmark.gateway.transport.Transport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's TLS at both ends of loopback connections, and nothing else of a gateway: no HTTP,
 * no limits. Each end has one event loop, on which all of BoringSSL's tasks run too.
 */
final class HandshakeRig implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int BACKLOG = 1024;
  private static final int SIGNATURES_MAX = 1024;
  private static final long STOP_MILLIS = 3_000;

  private final String threads;
  private final HandshakePair pair;
  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final TlsMetrics tlsMetrics;
  private final TlsContexts contexts;
  private final Transport transport = Transport.of("auto");
  private final EventLoopGroup clients;
  private final EventLoopGroup servers;
  private final Channel listening;
  private final HostedIdentity identity;
  private final Member expected;

  /**
   * @param name what its threads are named after
   * @param signing has the keys of both parties; stays open
   */
  HandshakeRig(String name, HandshakePair pair, SigningClient signing) {
    BoringSsl.require();
    this.threads = "handshake-" + name + "-io";
    this.pair = pair;
    SignatureBudget budget = new SignatureBudget(SIGNATURES_MAX);
    this.tlsMetrics = new TlsMetrics(metrics, budget);
    this.contexts =
        new TlsContexts(signing, budget, pair::directory, tlsMetrics, Clock.systemUTC(), TIMEOUT);
    this.identity =
        pair.directory().hosted(HandshakeParty.GROUP, pair.client().name()).orElseThrow();
    this.expected =
        pair.directory().member(HandshakeParty.GROUP, pair.server().name()).orElseThrow();
    this.clients = transport.eventLoops(threads + "-client", 1);
    this.servers = transport.eventLoops(threads + "-server", 1);
    this.listening = listen();
  }

  private Channel listen() {
    return new ServerBootstrap()
        .group(servers)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new ServerNameSelector(pair::directory, contexts, tlsMetrics, TIMEOUT),
                        new HandshakeWelcome());
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
  }

  /**
   * Connects, shakes hands and closes. Completes on the client's event loop, when the client knows
   * that the server has accepted its certificate: with an empty text, or with what went wrong.
   */
  CompletableFuture<String> shake() {
    CompletableFuture<String> shaken = new CompletableFuture<>();
    InetSocketAddress address = (InetSocketAddress) listening.localAddress();
    var unused =
        new Bootstrap()
            .group(clients)
            .channel(transport.channel())
            .option(ChannelOption.TCP_NODELAY, true)
            // Closes with a reset: thousands of ports in TIME_WAIT would end a long run.
            .option(ChannelOption.SO_LINGER, 0)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    String host = pair.server().host();
                    channel
                        .pipeline()
                        .addLast(
                            contexts.connect(identity, expected, host, address.getPort(), channel),
                            new HandshakeWitness(shaken));
                  }
                })
            .connect(address)
            .addListener(
                connected -> {
                  if (!connected.isSuccess()) {
                    shaken.complete("not connected: " + connected.cause());
                  }
                });
    return shaken;
  }

  /** Processor time of both ends' event loops until now. */
  long cpuNanos() {
    return ThreadCpu.nanos(threads);
  }

  /** Signatures that the gateway has asked for and got, both ends. */
  long signatures() {
    return (long)
        metrics.find("hallmark.gateway.signatures").tag("outcome", "done").counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    for (EventLoopGroup group : new EventLoopGroup[] {clients, servers}) {
      group.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
    contexts.close();
  }
}
