package io.hallmark.link.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/** Bounds of the names in a header. */
final class Names {
  private Names() {}

  /**
   * Lets a name pass that fits.
   *
   * @throws IllegalArgumentException for a name that is null, empty, longer than {@code max} bytes
   *     of UTF-8, or has no UTF-8 form
   */
  static void requireBytes(String what, String name, int max) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException(what + " is missing");
    }
    int length = utf8Length(what, name);
    if (length > max) {
      throw new IllegalArgumentException(
          "%s has %d bytes, at most %d are allowed".formatted(what, length, max));
    }
  }

  // String.getBytes puts a question mark for an unpaired surrogate, so that two names would have
  // one encoding; a fresh encoder reports it.
  private static int utf8Length(String what, String name) {
    try {
      return UTF_8.newEncoder().encode(CharBuffer.wrap(name)).remaining();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " is not valid Unicode", e);
    }
  }
}
