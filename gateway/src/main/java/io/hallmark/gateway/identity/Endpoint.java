package io.hallmark.gateway.identity;

import java.net.URI;

/**
 * Where gateways of a member listen.
 *
 * @param host a DNS name, or an IP address without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
  private static final int PORT_DEFAULT = 443;

  /**
   * The endpoint that a URI names.
   *
   * @param uri {@code https://HOST[:PORT]}
   * @throws IllegalArgumentException if it is anything else
   */
  public static Endpoint of(URI uri) {
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "endpoint \"" + uri + "\" is not of the form https://HOST:PORT");
    }
    String host = uri.getHost();
    boolean bracketed = host.startsWith("[");
    return new Endpoint(
        bracketed ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort());
  }

  /** Host and port as they stand in a request's authority (RFC 3986 section 3.2). */
  public String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
