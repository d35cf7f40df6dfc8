package io.hallmark.gateway.inbound;

import io.hallmark.gateway.identity.Peer;
import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.gateway.tls.ShownIdentity;
import io.hallmark.gateway.tls.TlsContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts HTTP/2 or HTTP/1.1 on a connection that has shaken hands, as ALPN says. One per connection.
 */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpSetup extends ApplicationProtocolNegotiationHandler {
  private static final Logger log = LoggerFactory.getLogger(HttpSetup.class);
  private static final int LINE_BYTES = 4 * 1024;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int WINDOW_BYTES = 1024 * 1024;
  private static final int RESETS_SECONDS = 10;

  private final InboundService service;

  HttpSetup(InboundService service) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.service = service;
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    Channel channel = ctx.channel();
    Peer peer =
        TlsContexts.peer(channel)
            .orElseThrow(() -> new IllegalStateException("the peer was not authenticated"));
    ShownIdentity shown =
        ShownIdentity.of(channel)
            .orElseThrow(() -> new IllegalStateException("no identity was shown"));
    ConnectionWatch watch = ConnectionWatch.over(channel, service.limits());
    channel
        .pipeline()
        .addLast(
            new WriteTimeoutHandler(
                service.limits().writeTimeout().toMillis(), TimeUnit.MILLISECONDS));
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      http2(channel.pipeline(), peer, shown, watch);
    } else {
      http1(channel.pipeline(), new LinkRequestHandler(service, peer, shown, watch));
    }
  }

  private void http1(ChannelPipeline pipeline, LinkRequestHandler requests) {
    pipeline.channel().config().setAutoRead(false);
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_BYTES)
                .setMaxHeaderSize(service.limits().headerBytes())
                .setMaxChunkSize(CHUNK_BYTES)),
        // Hands on one part of a request for each read, so that requests are worked on one by one.
        new FlowControlHandler(),
        requests);
  }

  private void http2(
      ChannelPipeline pipeline, Peer peer, ShownIdentity shown, ConnectionWatch watch) {
    InboundLimits limits = service.limits();
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(limits.streams())
                    .maxHeaderListSize(limits.headerBytes())
                    .initialWindowSize(WINDOW_BYTES))
            .decoderEnforceMaxRstFramesPerWindow(limits.resets(), RESETS_SECONDS)
            .validateHeaders(true)
            .build(),
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(
                        new Http2StreamFrameToHttpObjectCodec(true),
                        new LinkRequestHandler(service, peer, shown, watch));
              }
            }),
        new ConnectionFaults());
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("handshake with {} failed: {}", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("connection with {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }
}
