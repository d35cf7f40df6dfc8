package io.hallmark.link.handshake;

import java.util.regex.Pattern;

/** The shape of a session key's id: SHA-256 of its SubjectPublicKeyInfo, lower-case hex. */
final class KeyIds {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  private KeyIds() {}

  static void require(String id) {
    if (id == null || !SHAPE.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "session key id \"%s\" does not match %s".formatted(id, SHAPE));
    }
  }
}
