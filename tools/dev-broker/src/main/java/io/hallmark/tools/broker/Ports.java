package io.hallmark.tools.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on the loopback interface. */
final class Ports {
  private Ports() {}

  /** A port that was free a moment ago. Another process may take it before the caller does. */
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws unless the port can be bound now. */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new BrokerStartException(
          "port %d of %s is taken (%s), expected a free one; stop what listens there, or give"
                  .formatted(port, BrokerSettings.LOOPBACK, e.getMessage())
              + " another port",
          e);
    }
  }
}
