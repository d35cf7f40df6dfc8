package io.hallmark.gateway.inbound;

import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_TIMEOUT;

import io.hallmark.gateway.identity.Peer;
import io.hallmark.gateway.tls.ShownIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of one HTTP/1.1 connection, one after the other, or the one request of an HTTP/2 stream.
 * Confined to the connection's event loop, which it never holds up: what takes time is Kafka's, and
 * the answer is written when Kafka's has come.
 */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class LinkRequestHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger log = LoggerFactory.getLogger(LinkRequestHandler.class);

  /** For a refused client to take its answer before the connection is closed under its request. */
  private static final long DRAIN_MILLIS = 1_000;

  /** A refused body is read to its end if it is not longer than so many that are allowed. */
  private static final long DISCARD_FACTOR = 4;

  private static final int FIRST_BYTES = 16 * 1024;

  private enum State {
    /** Between requests. */
    IDLE,
    /** Reads a body that is wanted. */
    READING,
    /** Reads and forgets a body whose request was answered. */
    DISCARDING,
    /** Has the whole request and waits for Kafka. */
    WAITING
  }

  private final InboundService service;
  private final Peer peer;
  private final ShownIdentity shown;
  private final ConnectionWatch watch;
  private State state = State.IDLE;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private int taken;
  private boolean keepAlive;
  private boolean closing;
  private long discarded;
  private ScheduledFuture<?> timeout;

  LinkRequestHandler(
      InboundService service, Peer peer, ShownIdentity shown, ConnectionWatch watch) {
    this.service = service;
    this.peer = peer;
    this.shown = shown;
    this.watch = watch;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (part instanceof HttpRequest request && state == State.IDLE && !closing) {
      begin(ctx, request);
    }
    if (part instanceof HttpContent content) {
      more(ctx, content);
    }
    if (state != State.WAITING) {
      ctx.read();
    }
  }

  /** A read can come to nothing: a part of a TLS record, or a control frame. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state != State.WAITING) {
      ctx.read();
    }
    ctx.fireChannelReadComplete();
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    watch.requestBegun();
    // Who waits for 100 and gets another answer may or may not send the body.
    keepAlive =
        HttpUtil.isKeepAlive(request)
            && request.decoderResult().isSuccess()
            && !HttpUtil.is100ContinueExpected(request);
    discarded = 0;
    state = State.READING;
    timeout =
        ctx.executor()
            .schedule(
                () -> refuse(ctx, Answer.of(REQUEST_TIMEOUT, "body too slow")),
                service.limits().requestTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    Optional<Answer> refusal = RequestCheck.refusal(request, shown, service.limits().bodyBytes());
    if (refusal.isPresent()) {
      refuse(ctx, refusal.get());
    } else if (HttpUtil.is100ContinueExpected(request)) {
      keepAlive = HttpUtil.isKeepAlive(request);
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void more(ChannelHandlerContext ctx, HttpContent content) {
    if (state == State.READING) {
      append(ctx, content.content());
    } else if (state == State.DISCARDING) {
      discard(ctx, content.content().readableBytes());
    }
    if (content instanceof LastHttpContent) {
      end(ctx, content);
    }
  }

  private void append(ChannelHandlerContext ctx, ByteBuf part) {
    int bytes = part.readableBytes();
    if (bytes == 0) {
      return;
    }
    if (body.readableBytes() + bytes > service.limits().bodyBytes()) {
      refuse(ctx, Answer.of(REQUEST_ENTITY_TOO_LARGE, "body too large"));
      return;
    }
    if (!service.pending().take(bytes)) {
      refuse(ctx, Answer.tooMany("too many bytes pending"));
      return;
    }
    taken += bytes;
    if (body.capacity() == 0) {
      body = ctx.alloc().buffer(Math.max(FIRST_BYTES, bytes));
    }
    body.writeBytes(part);
  }

  private void discard(ChannelHandlerContext ctx, int bytes) {
    discarded += bytes;
    if (discarded > DISCARD_FACTOR * service.limits().bodyBytes()) {
      ctx.close();
    }
  }

  private void end(ChannelHandlerContext ctx, HttpContent last) {
    if (state == State.DISCARDING) {
      state = State.IDLE;
      timeout.cancel(false);
    } else if (state == State.READING && last.decoderResult().isFailure()) {
      refuse(ctx, Answer.of(HttpResponseStatus.BAD_REQUEST, "not HTTP"));
    } else if (state == State.READING) {
      state = State.WAITING;
      timeout.cancel(false);
      byte[] bytes = ByteBufUtil.getBytes(body);
      releaseBody();
      service.take(bytes, peer).whenComplete((answer, bug) -> onLoop(ctx, answer, bug));
    }
  }

  private void onLoop(ChannelHandlerContext ctx, Answer answer, Throwable bug) {
    if (bug != null) {
      log.error("a request could not be worked on", bug);
    }
    Answer sure =
        bug == null ? answer : Answer.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "our fault");
    if (ctx.executor().inEventLoop()) {
      answerWhole(ctx, sure);
    } else {
      ctx.executor().execute(() -> answerWhole(ctx, sure));
    }
  }

  private void answerWhole(ChannelHandlerContext ctx, Answer answer) {
    giveBack();
    state = State.IDLE;
    write(ctx, answer, keepAlive);
    ctx.read();
  }

  /** Answers before the request was read to its end. */
  private void refuse(ChannelHandlerContext ctx, Answer answer) {
    if (state != State.READING) {
      return;
    }
    state = State.DISCARDING;
    timeout.cancel(false);
    // What is left of the body is read and forgotten, for a client that reads only when it has
    // written; but not for ever.
    timeout =
        ctx.executor()
            .schedule(
                () -> ctx.close(),
                service.limits().requestTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    releaseBody();
    giveBack();
    write(ctx, answer, keepAlive);
  }

  private void write(ChannelHandlerContext ctx, Answer answer, boolean goOn) {
    watch.requestEnded();
    service.metrics().answered(answer.status());
    if (answer.status().code() != HttpResponseStatus.ACCEPTED.code()) {
      log.debug("{} to {}: {}", answer.status(), peer.subject(), answer.reason());
    }
    ChannelFuture written = ctx.writeAndFlush(response(answer, goOn));
    if (!goOn) {
      closing = true;
      written.addListener(
          done -> ctx.executor().schedule(() -> ctx.close(), DRAIN_MILLIS, TimeUnit.MILLISECONDS));
    }
    written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private static FullHttpResponse response(Answer answer, boolean goOn) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, answer.status(), Unpooled.EMPTY_BUFFER);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
    answer
        .retryAfter()
        .ifPresent(wait -> response.headers().set(HttpHeaderNames.RETRY_AFTER, wait.toSeconds()));
    if (answer.status().code() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
      response.headers().set(HttpHeaderNames.ALLOW, "POST");
    }
    if (!goOn) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (timeout != null) {
      timeout.cancel(false);
    }
    if (state == State.READING) {
      watch.requestEnded();
      releaseBody();
      giveBack();
    }
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("connection of {} closed: {}", peer.subject(), cause.toString());
    ctx.close();
  }

  private void releaseBody() {
    ByteBuf done = body;
    body = Unpooled.EMPTY_BUFFER;
    done.release();
  }

  private void giveBack() {
    service.pending().giveBack(taken);
    taken = 0;
  }
}
