package io.hallmark.gateway.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** How sockets are driven. Immutable. */
public enum Transport {
  EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class),
  NIO(NioServerSocketChannel.class, NioSocketChannel.class);

  private final Class<? extends ServerChannel> serverChannel;
  private final Class<? extends SocketChannel> channel;

  Transport(Class<? extends ServerChannel> serverChannel, Class<? extends SocketChannel> channel) {
    this.serverChannel = serverChannel;
    this.channel = channel;
  }

  /**
   * The transport for a setting.
   *
   * @param setting {@code auto}, {@code epoll} or {@code nio}
   * @throws IllegalStateException if epoll was asked for by name and does not load
   */
  public static Transport of(String setting) {
    if (setting.equals("nio")) {
      return NIO;
    }
    if (Epoll.isAvailable()) {
      return EPOLL;
    }
    if (setting.equals("epoll")) {
      throw new IllegalStateException(
          "transport epoll does not load here, expected Linux; use auto or nio",
          Epoll.unavailabilityCause());
    }
    return NIO;
  }

  /**
   * Threads that drive sockets.
   *
   * @param role what the threads are named after
   * @param threads how many; 0 for one per processor
   */
  public EventLoopGroup eventLoops(String role, int threads) {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(role, true), handlers());
  }

  private IoHandlerFactory handlers() {
    return this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  public Class<? extends ServerChannel> serverChannel() {
    return serverChannel;
  }

  public Class<? extends SocketChannel> channel() {
    return channel;
  }
}
