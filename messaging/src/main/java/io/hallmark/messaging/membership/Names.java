package io.hallmark.messaging.membership;

import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Shapes of the names in membership. */
final class Names {
  private static final Pattern GROUP = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private Names() {}

  static void requireGroup(String id) {
    if (id == null || !GROUP.matcher(id).matches()) {
      throw new IllegalArgumentException("group \"%s\" does not match %s".formatted(id, GROUP));
    }
  }

  /** The distinguished name, read. */
  static X500Principal principal(String name) {
    try {
      return new X500Principal(name);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException(
          "identity \"%s\" is no distinguished name (RFC 4514), as O=Alice,L=Zurich,C=CH is"
              .formatted(name),
          e);
    }
  }

  /** The key on the membership topics. */
  static String key(String group, String name) {
    return group + "/" + name;
  }
}
