package io.hallmark.gateway.inbound;

import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.gateway.tls.Refused;
import io.hallmark.gateway.tls.SignatureBudget;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.tls.TlsMetrics;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Decides at once whether a connection may begin to shake hands. What is turned away here has cost
 * no memory, no certificate and no signature. Safe for concurrent use.
 */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionGate {
  private final InboundLimits limits;
  private final ConnectionCount count;
  private final HandshakeRate rate;
  private final SignatureBudget signatures;
  private final TlsContexts contexts;
  private final TlsMetrics metrics;
  private final BooleanSupplier ready;

  ConnectionGate(
      InboundLimits limits,
      ConnectionCount count,
      SignatureBudget signatures,
      TlsContexts contexts,
      TlsMetrics metrics,
      BooleanSupplier ready) {
    this.limits = limits;
    this.count = count;
    this.rate = new HandshakeRate(limits.handshakesPerSecond(), System::nanoTime);
    this.signatures = signatures;
    this.contexts = contexts;
    this.metrics = metrics;
    this.ready = ready;
  }

  /** Counts the connection in for as long as it is open; closes it where it is one too many. */
  boolean admit(SocketChannel channel) {
    InetAddress address = channel.remoteAddress().getAddress();
    int ofAddress = count.opened(address);
    channel.closeFuture().addListener(closed -> count.closed(address));
    Optional<Refused> refused = refusal(ofAddress);
    refused.ifPresent(
        reason -> {
          metrics.refused(reason);
          channel.close();
        });
    return refused.isEmpty();
  }

  private Optional<Refused> refusal(int ofAddress) {
    if (!ready.getAsBoolean()) {
      return Optional.of(Refused.NOT_READY);
    }
    if (count.open() > limits.connections()) {
      return Optional.of(Refused.CONNECTIONS);
    }
    if (ofAddress > limits.connectionsPerAddress()) {
      return Optional.of(Refused.CONNECTIONS_PER_ADDRESS);
    }
    if (contexts.underWay() >= limits.handshakes()) {
      return Optional.of(Refused.HANDSHAKES);
    }
    if (signatures.isExhausted()) {
      return Optional.of(Refused.SIGNATURES);
    }
    return rate.take() ? Optional.empty() : Optional.of(Refused.HANDSHAKE_RATE);
  }
}
