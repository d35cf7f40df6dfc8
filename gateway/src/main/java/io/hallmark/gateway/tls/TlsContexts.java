package io.hallmark.gateway.tls;

import io.hallmark.crypto.SigningClient;
import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.identity.Peer;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;

/**
 * TLS 1.3, mutual, for our identities: one BoringSSL context per identity and side, whose key is
 * behind the signing client. Safe for concurrent use.
 *
 * <p>Nothing is resumed: no tickets, no session cache. A resumed handshake would skip the checks of
 * {@link PeerTrust}.
 */
public final class TlsContexts implements AutoCloseable {
  private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256"};

  private final SigningClient signing;
  private final SignatureBudget budget;
  private final TlsMetrics metrics;
  private final Clock clock;
  private final Duration handshakeTimeout;
  private final Handshakes handshakes = new Handshakes();
  private final PeerTrust trust;
  private final Map<HostedIdentity, SslContext> servers = new ConcurrentHashMap<>();
  private final Map<HostedIdentity, SslContext> clients = new ConcurrentHashMap<>();

  public TlsContexts(
      SigningClient signing,
      SignatureBudget budget,
      Supplier<Directory> directory,
      TlsMetrics metrics,
      Clock clock,
      Duration handshakeTimeout) {
    this.signing = signing;
    this.budget = budget;
    this.metrics = metrics;
    this.clock = clock;
    this.handshakeTimeout = handshakeTimeout;
    this.trust = new PeerTrust(directory, handshakes, metrics);
  }

  /** A handler that shakes hands as a server with this identity's certificate. */
  SslHandler serve(HostedIdentity identity, Channel channel) {
    SslContext context = servers.computeIfAbsent(identity, one -> build(one, Side.SERVER));
    return begin(context.newHandler(channel.alloc()), Side.SERVER, channel, Optional.empty());
  }

  /**
   * A handler that shakes hands as a client with this identity's certificate.
   *
   * @param expected who must be at the other end
   * @param host name that the other end's certificate must be for; also sent as its server name
   */
  public SslHandler connect(
      HostedIdentity identity, Member expected, String host, int port, Channel channel) {
    SslContext context = clients.computeIfAbsent(identity, one -> build(one, Side.CLIENT));
    SslHandler handler = context.newHandler(channel.alloc(), host, port);
    return begin(handler, Side.CLIENT, channel, Optional.of(expected));
  }

  private SslHandler begin(
      SslHandler handler, Side side, Channel channel, Optional<Member> expected) {
    withoutTickets(handler);
    handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
    Handshake handshake =
        new Handshake(side, channel.eventLoop(), clock.instant().plus(handshakeTimeout), expected);
    handshakes.begin(handler.engine(), handshake);
    // The close listener runs where the handler never came so far as to shake hands.
    channel.closeFuture().addListener(closed -> handshakes.end(handler.engine()));
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              metrics.handshake(side, done.isSuccess() ? "done" : "failed");
              handshakes
                  .end(handler.engine())
                  .flatMap(Handshake::peer)
                  .ifPresent(peer -> channel.attr(PeerAttribute.KEY).set(peer));
            });
    return handler;
  }

  /**
   * Netty turns tickets on again for each engine of TLS 1.3, whatever its context says; only a
   * system property for the whole JVM would keep it from that.
   */
  private static void withoutTickets(SslHandler handler) {
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
  }

  /** Who is at the other end of a channel that has shaken hands. */
  public static Optional<Peer> peer(Channel channel) {
    return Optional.ofNullable(channel.attr(PeerAttribute.KEY).get());
  }

  /** Lets go of the contexts of identities that are gone or have changed. */
  public void keepOnly(Directory directory) {
    Set<HostedIdentity> hosted = Set.copyOf(directory.hosted());
    servers.keySet().removeIf(identity -> !hosted.contains(identity));
    clients.keySet().removeIf(identity -> !hosted.contains(identity));
  }

  private SslContext build(HostedIdentity identity, Side side) {
    try {
      KeyManagerFactory keys = KeylessKeys.of(identity.chain());
      SslContextBuilder builder =
          side == Side.SERVER
              ? SslContextBuilder.forServer(keys).clientAuth(ClientAuth.REQUIRE)
              : SslContextBuilder.forClient().keyManager(keys);
      SslContext context =
          builder
              .sslProvider(SslProvider.OPENSSL)
              .protocols("TLSv1.3")
              .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .trustManager(trust)
              .applicationProtocolConfig(protocols(side))
              .option(OpenSslContextOption.USE_TASKS, true)
              .option(
                  OpenSslContextOption.ASYNC_PRIVATE_KEY_METHOD,
                  new TokenKeyMethod(identity.tlsKey(), signing, budget, handshakes, metrics))
              .option(OpenSslContextOption.GROUPS, GROUPS)
              .build();
      ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "identity " + identity.name() + ": no TLS context can be made of its chain", e);
    }
  }

  private static ApplicationProtocolConfig protocols(Side side) {
    return side == Side.CLIENT
        ? alpn(ApplicationProtocolNames.HTTP_2)
        : alpn(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
  }

  private static ApplicationProtocolConfig alpn(String... protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** Handshakes under way, both sides. */
  public int underWay() {
    return handshakes.size();
  }

  @Override
  public void close() {
    servers.clear();
    clients.clear();
  }
}
