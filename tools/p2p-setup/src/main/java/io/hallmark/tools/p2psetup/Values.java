package io.hallmark.tools.p2psetup;

import io.hallmark.messaging.membership.KeyReference;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Parsers of single values; their messages say what is expected. */
final class Values {
  private static final String WORD = "[a-z0-9][a-z0-9-]{0,62}";
  private static final Pattern GROUP = Pattern.compile(WORD);
  private static final Pattern KEY = Pattern.compile("(" + WORD + ")/(" + WORD + ")");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");
  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final int PORT_MAX = 65_535;

  private Values() {}

  static String group(String text) {
    require(
        GROUP.matcher(text).matches(),
        "a group id: 1 to 63 lower-case letters, digits and hyphens");
    return text;
  }

  /** In one form, so that the same name is always the same key on the bus. */
  static String name(String text) {
    String expected = "a distinguished name such as O=Alice,L=Zurich,C=CH";
    require(text.contains("="), expected);
    try {
      return new X500Principal(text).getName();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static URI endpoint(String text) {
    String expected = "https://HOST:PORT";
    try {
      URI uri = new URI(text);
      require(
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() >= 1
              && uri.getPort() <= PORT_MAX
              && uri.getRawUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null,
          expected);
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  static String hostName(String text) {
    require(HOST_NAME.matcher(text).matches(), "a host name in lower case");
    return text;
  }

  static KeyReference key(String text) {
    Matcher key = KEY.matcher(text);
    require(
        key.matches(),
        "TENANT/ALIAS of a key, each 1 to 63 lower-case letters, digits and hyphens");
    return new KeyReference(key.group(1), key.group(2));
  }

  /** The name of one, where nobody can say yet whether it fits. */
  static WireSignatureScheme scheme(String text) {
    return SessionSchemes.ALL.stream()
        .filter(scheme -> scheme.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + SessionSchemes.ALL));
  }

  static Boolean active(String text) {
    require(text.equals("ACTIVE") || text.equals("SUSPENDED"), "ACTIVE or SUSPENDED");
    return text.equals("ACTIVE");
  }

  static Duration duration(String text) {
    Matcher duration = DURATION.matcher(text);
    require(duration.matches(), "a time such as 7d, 12h, 30m or 10s");
    long amount = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  static Parser<Integer> integer(int min, int max) {
    return text -> {
      String expected = "a whole number from %d to %d".formatted(min, max);
      try {
        int value = Integer.parseInt(text);
        require(value >= min && value <= max, expected);
        return value;
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(expected, e);
      }
    };
  }

  private static void require(boolean condition, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(expected);
    }
  }
}
