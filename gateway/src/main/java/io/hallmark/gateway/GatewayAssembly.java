package io.hallmark.gateway;

import io.hallmark.crypto.SigningClient;
import io.hallmark.gateway.identity.DirectorySource;
import io.hallmark.gateway.inbound.InboundServer;
import io.hallmark.gateway.outbound.OutboundPump;
import io.hallmark.gateway.tls.BoringSsl;
import io.hallmark.gateway.tls.SignatureBudget;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.tls.TlsMetrics;
import io.hallmark.gateway.transport.Transport;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway's parts, put together. Safe for concurrent use. */
final class GatewayAssembly implements RunningGateway {
  private static final Logger log = LoggerFactory.getLogger(GatewayAssembly.class);
  private static final String THREADS = "gateway-io";
  private static final long QUIET_MILLIS = 50;
  private static final long STOP_MILLIS = 3_000;

  private final SigningClient signing;
  private final DirectorySource directory;
  private final TlsContexts contexts;
  private final EventLoopGroup eventLoops;
  private final InboundServer inbound;
  private final OutboundPump outbound;
  private final AtomicBoolean closed = new AtomicBoolean();

  private GatewayAssembly(
      WorkerEnvironment environment,
      GatewayConfig config,
      SigningClient signing,
      DirectorySource directory,
      Transport transport,
      EventLoopGroup eventLoops)
      throws IOException {
    this.signing = signing;
    this.directory = directory;
    this.eventLoops = eventLoops;
    String clientId = "gateway-" + environment.instance();
    SignatureBudget signatures = new SignatureBudget(config.limits().signatures());
    TlsMetrics tlsMetrics = new TlsMetrics(environment.metrics(), signatures);
    this.contexts =
        new TlsContexts(
            signing,
            signatures,
            directory::current,
            tlsMetrics,
            environment.clock(),
            config.limits().handshakeTimeout());
    directory.onChange(() -> contexts.keepOnly(directory.current()));
    InboundServer.Parts server =
        new InboundServer.Parts(
            environment.bus(),
            TopicCatalogue.LINK_IN.name(),
            clientId + "-in",
            environment.metrics(),
            config.limits(),
            directory::current,
            contexts,
            tlsMetrics,
            signatures,
            this::canShakeHands);
    this.inbound =
        InboundServer.listen(server, transport, eventLoops, ListenAddress.parse(config.listen()));
    OutboundPump.Parts pump =
        new OutboundPump.Parts(
            environment.bus(),
            TopicCatalogue.LINK_OUT.name(),
            clientId + "-out",
            environment.metrics(),
            environment.clock(),
            environment.heartbeats(),
            config.outbound(),
            directory::current,
            contexts,
            this::canShakeHands);
    this.outbound = OutboundPump.start(pump, transport, eventLoops);
  }

  /** A gateway over these parts, which it closes with itself, and at once if it does not start. */
  static RunningGateway over(
      WorkerEnvironment environment,
      GatewayConfig config,
      SigningClient signing,
      DirectorySource directory) {
    EventLoopGroup eventLoops = null;
    try {
      BoringSsl.require();
      Transport transport = Transport.of(config.transport());
      eventLoops = transport.eventLoops(THREADS, config.eventLoops());
      GatewayAssembly gateway =
          new GatewayAssembly(environment, config, signing, directory, transport, eventLoops);
      log.info(
          "gateway {} listens on {} ({})", environment.instance(), gateway.address(), transport);
      return gateway;
    } catch (IOException | IllegalStateException e) {
      if (eventLoops != null) {
        stop(eventLoops);
      }
      directory.close();
      signing.close();
      throw new GatewayFault(e.getMessage(), e);
    }
  }

  private boolean canShakeHands() {
    return directory.isComplete() && signing.isReady();
  }

  @Override
  public InetSocketAddress address() {
    return inbound.address();
  }

  @Override
  public Readiness readiness() {
    List<String> waitingFor = new ArrayList<>();
    if (closed.get()) {
      waitingFor.add("nothing: the gateway is stopping");
    }
    if (!directory.isComplete()) {
      waitingFor.add("membership topics");
    }
    if (!signing.isReady()) {
      waitingFor.add("the crypto worker's reply topic");
    }
    if (!inbound.isReady()) {
      waitingFor.add("topic " + TopicCatalogue.LINK_IN.name());
    }
    return new Readiness(waitingFor);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    outbound.close();
    inbound.close();
    stop(eventLoops);
    contexts.close();
    directory.close();
    signing.close();
  }

  private static void stop(EventLoopGroup eventLoops) {
    eventLoops
        .shutdownGracefully(QUIET_MILLIS, STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2 * STOP_MILLIS);
  }
}
