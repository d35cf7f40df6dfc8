package io.hallmark.tools.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Sends one byte when the server has shaken hands: a client of TLS 1.3 is done before the server
 * has looked at its certificate (RFC 8446 section 2), and would count what is refused.
 */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class HandshakeWelcome extends ChannelInboundHandlerAdapter {
  private static final byte[] WELCOME = {1};

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent shaken && shaken.isSuccess()) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(WELCOME));
    }
  }

  /** The client's reset, or a handshake that failed: the client says which. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
