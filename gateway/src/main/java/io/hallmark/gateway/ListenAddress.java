package io.hallmark.gateway;

import java.net.InetSocketAddress;

/** {@code HOST:PORT} of our own side; an IPv6 address stands in brackets. */
final class ListenAddress {
  private static final int PORT_MAX = 65_535;

  private ListenAddress() {}

  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
      throw new IllegalArgumentException(
          "listen must be HOST:PORT with a port of 0 to 65535, got \"" + text + "\"");
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return new InetSocketAddress(bare, Integer.parseInt(port));
  }
}
