package io.hallmark.crypto;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Our name for a key: a tenant and an alias within it. Not secret; safe to log.
 *
 * @param tenant lower-case letters, digits and hyphens, 1 to 63
 * @param alias the same
 */
public record KeyName(String tenant, String alias) implements Comparable<KeyName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Comparator<KeyName> ORDER =
      Comparator.comparing(KeyName::tenant).thenComparing(KeyName::alias);

  public KeyName {
    check("tenant", tenant);
    check("key alias", alias);
  }

  /**
   * The name in {@code text}, which is as {@link #toString} gives it.
   *
   * @throws IllegalArgumentException where it is not
   */
  public static KeyName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "key name \"%s\" has no slash, expected TENANT/ALIAS".formatted(text));
    }
    return new KeyName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** By tenant, then alias. */
  @Override
  public int compareTo(KeyName other) {
    return ORDER.compare(this, other);
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
