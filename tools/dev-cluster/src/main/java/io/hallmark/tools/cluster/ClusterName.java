package io.hallmark.tools.cluster;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a cluster is called: a folder, a token's label, a tenant, and the organisation it stands
 * for.
 */
public record ClusterName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,20}");

  public ClusterName {
    if (!SHAPE.matcher(value).matches()) {
      throw ClusterException.misuse(
          "cluster name \"%s\" does not fit, expected a letter, then at most 20 letters, digits and"
                  .formatted(value)
              + " hyphens, all in lower case; give another");
    }
  }

  /** The identity it hosts, a distinguished name in RFC 4514 form. */
  public String identity() {
    String organisation = value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
    return "O=" + organisation + ",L=Zurich,C=CH";
  }

  /** The host name that selects its certificate (SNI). */
  String serverName() {
    return "gateway." + value + ".test";
  }

  @Override
  public String toString() {
    return value;
  }
}
