package io.hallmark.gateway.inbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a connection on whatever nobody before it could work with. */
// What a close or a write comes to is heard in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionFaults extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ConnectionFaults.class);

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    // SETTINGS, PING and the like were answered by the codec.
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("connection with {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
    ctx.close();
  }
}
