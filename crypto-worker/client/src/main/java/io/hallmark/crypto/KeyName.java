package io.hallmark.crypto;

import java.util.regex.Pattern;

/**
 * Our name for a key: a tenant and an alias within it. Not secret; safe to log.
 *
 * @param tenant lower-case letters, digits and hyphens, 1 to 63
 * @param alias the same
 */
public record KeyName(String tenant, String alias) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public KeyName {
    check("tenant", tenant);
    check("key alias", alias);
  }

  private static void check(String what, String value) {
    if (value == null || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s \"%s\" does not match %s".formatted(what, value, SHAPE));
    }
  }

  /** {@code tenant/alias}, as in the key of {@code crypto.keys}. */
  @Override
  public String toString() {
    return tenant + "/" + alias;
  }
}
