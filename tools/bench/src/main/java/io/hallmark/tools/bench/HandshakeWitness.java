package io.hallmark.tools.bench;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;

/** Waits at the client's end for the server's word, closes, and says what came of it. */
// What a close comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class HandshakeWitness extends ChannelInboundHandlerAdapter {
  private final CompletableFuture<String> shaken;

  HandshakeWitness(CompletableFuture<String> shaken) {
    this.shaken = shaken;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    ctx.close();
    shaken.complete("");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    shaken.complete(cause.toString());
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    shaken.complete("closed before the handshake was done");
  }
}
