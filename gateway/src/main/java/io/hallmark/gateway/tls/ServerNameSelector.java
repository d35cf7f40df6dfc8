package io.hallmark.gateway.tls;

import io.hallmark.gateway.identity.Directory;
import io.hallmark.gateway.identity.HostedIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the identity by the server name in ClientHello (RFC 6066 section 3), and then gives its
 * place in the pipeline to TLS. A name that is not ours gets the alert unrecognized_name; no
 * certificate is shown and no signature made. One per connection.
 */
public final class ServerNameSelector extends AbstractSniHandler<HostedIdentity> {
  /** Alert, TLS 1.2 record version, 2 bytes: fatal, unrecognized_name (RFC 8446 section 6). */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  private final Supplier<Directory> directory;
  private final TlsContexts contexts;
  private final TlsMetrics metrics;
  private boolean refused;

  public ServerNameSelector(
      Supplier<Directory> directory,
      TlsContexts contexts,
      TlsMetrics metrics,
      Duration handshakeTimeout) {
    super(handshakeTimeout.toMillis());
    this.directory = directory;
    this.contexts = contexts;
    this.metrics = metrics;
  }

  @Override
  protected Future<HostedIdentity> lookup(ChannelHandlerContext ctx, String serverName) {
    Directory now = directory.get();
    Optional<HostedIdentity> identity =
        serverName == null ? now.withoutServerName() : now.byServerName(serverName);
    return identity
        .map(one -> ctx.executor().newSucceededFuture(one))
        .orElseGet(() -> ctx.executor().newFailedFuture(new UnknownServerName()));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, String serverName, Future<HostedIdentity> identity) {
    if (refused) {
      // The same ClientHello is found again for as long as the alert is not yet written.
      return;
    }
    if (!identity.isSuccess()) {
      refused = true;
      metrics.refused(Refused.UNKNOWN_SERVER_NAME);
      ByteBuf alert = Unpooled.wrappedBuffer(UNRECOGNIZED_NAME);
      ctx.writeAndFlush(alert).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    SslHandler tls = contexts.serve(identity.getNow(), ctx.channel());
    ctx.channel().attr(ShownIdentity.KEY).set(new ShownIdentity(identity.getNow(), serverName));
    ctx.pipeline().replace(this, "tls", tls);
  }

  private static final class UnknownServerName extends Exception {
    UnknownServerName() {
      super("the server name is none of ours", null, false, false);
    }
  }
}
