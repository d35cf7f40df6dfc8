package io.hallmark.gateway.outbound;

import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Member;
import io.hallmark.gateway.limits.OutboundLimits;
import io.hallmark.gateway.tls.TlsContexts;
import io.hallmark.gateway.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to peers' gateways. Safe for concurrent use. */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connector {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);

  private final Transport transport;
  private final TlsContexts contexts;
  private final OutboundLimits limits;

  Connector(Transport transport, TlsContexts contexts, OutboundLimits limits) {
    this.transport = transport;
    this.contexts = contexts;
    this.limits = limits;
  }

  /**
   * Connects and shakes hands.
   *
   * @param eventLoop that the connection is confined to, and completes the promise
   */
  Promise<PeerConnection> connect(
      EventLoop eventLoop, HostedIdentity identity, Member peer, PeerAddress.Place place) {
    Promise<PeerConnection> promise = eventLoop.newPromise();
    new Bootstrap()
        .group(eventLoop)
        .channel(transport.channel())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(
            ChannelOption.CONNECT_TIMEOUT_MILLIS,
            Math.toIntExact(limits.connectTimeout().toMillis()))
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                SslHandler tls =
                    contexts.connect(
                        identity, peer, place.endpoint().host(), place.endpoint().port(), channel);
                channel.pipeline().addLast("tls", tls);
                tls.handshakeFuture().addListener(done -> shaken(channel, tls, place, promise));
              }
            })
        .connect(place.socketAddress())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                promise.tryFailure(connected.cause());
              }
            });
    return promise;
  }

  private void shaken(
      Channel channel, SslHandler tls, PeerAddress.Place place, Promise<PeerConnection> promise) {
    if (!tls.handshakeFuture().isSuccess()) {
      promise.tryFailure(tls.handshakeFuture().cause());
      return;
    }
    if (!ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      promise.tryFailure(new IllegalStateException(place + " does not speak HTTP/2"));
      channel.close();
      return;
    }
    PeerConnection connection =
        new PeerConnection(channel, place.endpoint().authority(), limits.requestTimeout());
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                .build(),
            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
            new Tail(connection));
    promise.trySuccess(connection);
  }

  /** Hears what is about the connection and not about one stream. */
  private static final class Tail extends ChannelInboundHandlerAdapter {
    private final PeerConnection connection;

    Tail(PeerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2GoAwayFrame) {
        connection.retire();
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      log.debug("connection to {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }
  }
}
