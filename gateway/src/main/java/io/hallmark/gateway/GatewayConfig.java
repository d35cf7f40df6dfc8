package io.hallmark.gateway;

import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.gateway.limits.OutboundLimits;
import io.hallmark.gateway.limits.Setting;

/**
 * A gateway's configuration, as it stands in its YAML file. What is left out has its default.
 *
 * @param listen {@code HOST:PORT}; port 0 takes a free one
 * @param transport how sockets are driven: {@code auto} (epoll where it loads, else nio), {@code
 *     epoll} or {@code nio}
 * @param eventLoops threads that drive sockets; 0 for one per processor
 * @param limits bounds of what may come in
 * @param outbound bounds of what goes out
 */
public record GatewayConfig(
    String listen,
    String transport,
    Integer eventLoops,
    InboundLimits limits,
    OutboundLimits outbound) {
  private static final String LISTEN_DEFAULT = "0.0.0.0:8443";
  private static final int EVENT_LOOPS_MAX = 256;

  public GatewayConfig {
    listen = listen == null ? LISTEN_DEFAULT : listen;
    transport = transport == null ? "auto" : transport;
    eventLoops = Setting.count("eventLoops", eventLoops, 0, 0, EVENT_LOOPS_MAX);
    limits = limits == null ? InboundLimits.defaults() : limits;
    outbound = outbound == null ? OutboundLimits.defaults() : outbound;
    ListenAddress.parse(listen);
    if (!transport.matches("auto|epoll|nio")) {
      throw new IllegalArgumentException(
          "transport must be auto, epoll or nio, got \"" + transport + "\"");
    }
  }

  /** Everything by default but the address. */
  public static GatewayConfig listeningOn(String listen) {
    return new GatewayConfig(listen, null, null, null, null);
  }

  public GatewayConfig withLimits(InboundLimits limits) {
    return new GatewayConfig(listen, transport, eventLoops, limits, outbound);
  }

  public GatewayConfig withOutbound(OutboundLimits outbound) {
    return new GatewayConfig(listen, transport, eventLoops, limits, outbound);
  }
}
