package io.hallmark.messaging.worker;

import io.hallmark.messaging.config.ConfigurationException;
import java.net.InetSocketAddress;

/** Where a server listens, as an operator writes it. Port 0: the system chooses. */
public record HostPort(String host, int port) {
  /**
   * Reads {@code HOST:PORT} or {@code [IPV6]:PORT}.
   *
   * @throws ConfigurationException for anything else
   */
  public static HostPort parse(String option, String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw malformed(option, text);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > 65_535) {
        throw malformed(option, text);
      }
      String host = text.substring(0, colon);
      return new HostPort(
          host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
          port);
    } catch (NumberFormatException e) {
      throw malformed(option, text);
    }
  }

  InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** As it is written in a URL. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static ConfigurationException malformed(String option, String text) {
    return new ConfigurationException(
        "%s is \"%s\", expected HOST:PORT with a port from 0 to 65535; write it so"
            .formatted(option, text));
  }
}
