package io.hallmark.gateway.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One HTTP/2 connection to a peer's gateway. Confined to its event loop. */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class PeerConnection {
  private static final String PATH = "/v1/link";
  private static final String CONTENT_TYPE = "application/vnd.hallmark.link+avro";
  private static final int INFORMATIONAL_MAX = 199;

  private final Channel channel;
  private final String authority;
  private final Duration requestTimeout;
  private int inFlight;
  private long usedNanos = System.nanoTime();
  private boolean retired;

  PeerConnection(Channel channel, String authority, Duration requestTimeout) {
    this.channel = channel;
    this.authority = authority;
    this.requestTimeout = requestTimeout;
  }

  int inFlight() {
    return inFlight;
  }

  boolean isUsable() {
    return !retired && channel.isActive();
  }

  /** Takes no more requests; closes when those under way are answered. */
  void retire() {
    retired = true;
    closeIfDone();
  }

  void closeIfIdle(long nowNanos, long idleNanos) {
    if (inFlight == 0 && nowNanos - usedNanos >= idleNanos) {
      channel.close();
    }
  }

  void close() {
    channel.close();
  }

  /** Posts a body; {@code then} is called once, on the event loop. */
  void post(byte[] body, Consumer<PeerAnswer> then) {
    inFlight++;
    Exchange exchange = new Exchange(body, then);
    new Http2StreamChannelBootstrap(channel)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream.pipeline().addLast(exchange);
              }
            })
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> exchange.opened(opened));
  }

  private void ended() {
    inFlight--;
    usedNanos = System.nanoTime();
    closeIfDone();
  }

  private void closeIfDone() {
    if (retired && inFlight == 0) {
      channel.close();
    }
  }

  private final class Exchange extends SimpleChannelInboundHandler<Http2StreamFrame> {
    private final byte[] body;
    private final Consumer<PeerAnswer> then;
    private ScheduledFuture<?> timeout;
    private boolean done;

    Exchange(byte[] body, Consumer<PeerAnswer> then) {
      this.body = body;
      this.then = then;
    }

    void opened(Future<Http2StreamChannel> opened) {
      if (!opened.isSuccess()) {
        end(PeerAnswer.failed("no_stream"));
        return;
      }
      Channel stream = opened.getNow();
      timeout =
          stream
              .eventLoop()
              .schedule(() -> giveUp(stream), requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
      ByteBuf content = Unpooled.wrappedBuffer(body);
      stream.write(new DefaultHttp2HeadersFrame(headers(), false));
      stream
          .writeAndFlush(new DefaultHttp2DataFrame(content, true))
          .addListener(
              written -> {
                if (!written.isSuccess()) {
                  end(PeerAnswer.failed("write_failed"));
                }
              });
    }

    private void giveUp(Channel stream) {
      end(PeerAnswer.failed("timeout"));
      stream.close();
    }

    private Http2Headers headers() {
      return new DefaultHttp2Headers()
          .method("POST")
          .scheme("https")
          .authority(authority)
          .path(PATH)
          .set("content-type", CONTENT_TYPE)
          .setInt("content-length", body.length);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
      if (frame instanceof Http2HeadersFrame head && head.headers().status() != null) {
        int status = Integer.parseInt(head.headers().status().toString());
        if (status > INFORMATIONAL_MAX) {
          end(PeerAnswer.ofStatus(status, head.headers().get("retry-after")));
        }
      } else if (frame instanceof Http2ResetFrame) {
        end(PeerAnswer.failed("reset"));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end(PeerAnswer.failed("closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end(PeerAnswer.failed("broken"));
      ctx.close();
    }

    private void end(PeerAnswer answer) {
      if (done) {
        return;
      }
      done = true;
      if (timeout != null) {
        timeout.cancel(false);
      }
      ended();
      then.accept(answer);
    }
  }
}
