package io.hallmark.gateway.tls;

import io.hallmark.gateway.identity.HostedIdentity;
import io.hallmark.gateway.identity.Names;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import java.util.Optional;

/**
 * Which of our identities a connection was made to.
 *
 * @param identity whose certificate the client was shown
 * @param serverName that the client asked for, or null
 */
public record ShownIdentity(HostedIdentity identity, String serverName) {
  static final AttributeKey<ShownIdentity> KEY = AttributeKey.valueOf(ShownIdentity.class, "shown");

  public static Optional<ShownIdentity> of(Channel channel) {
    return Optional.ofNullable(channel.attr(KEY).get());
  }

  /**
   * Whether a request for this authority belongs on the connection (RFC 9110 section 7.4).
   *
   * @param authority host and perhaps port
   */
  public boolean answersFor(String authority) {
    String host = hostOf(authority);
    if (serverName != null) {
      return Names.host(host).equals(Names.host(serverName));
    }
    return identity.serverNames().contains(Names.host(host)) || isAddress(host);
  }

  private static String hostOf(String authority) {
    int bracket = authority.indexOf(']');
    if (authority.startsWith("[") && bracket > 0) {
      return authority.substring(1, bracket);
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  private static boolean isAddress(String host) {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }
}
