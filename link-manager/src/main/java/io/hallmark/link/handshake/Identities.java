package io.hallmark.link.handshake;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** Compares identity names. */
final class Identities {
  private Identities() {}

  /**
   * Whether two names are the same distinguished name however they are written: case and spaces
   * don't make a peer out of oneself.
   */
  static boolean same(String one, String other) {
    return canonical(one).orElse(one).equals(canonical(other).orElse(other));
  }

  private static Optional<String> canonical(String name) {
    try {
      return Optional.of(new X500Principal(name).getName(X500Principal.CANONICAL));
    } catch (IllegalArgumentException e) {
      // Not a distinguished name: compared as it stands.
      return Optional.empty();
    }
  }
}
