package io.hallmark.gateway.identity;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** The two kinds of names that are compared here, each in a form that can be compared. */
public final class Names {
  private Names() {}

  /** The canonical form ({@link X500Principal#CANONICAL}) of a subject. */
  public static String canonical(X500Principal subject) {
    return subject.getName(X500Principal.CANONICAL);
  }

  /** A host name as it is looked up: lower case, without the root's dot. */
  public static String host(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
