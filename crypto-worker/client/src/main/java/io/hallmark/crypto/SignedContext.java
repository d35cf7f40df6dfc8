package io.hallmark.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Content of the form {@code context ‖ 0x00 ‖ hash}. Immutable.
 *
 * <p>A key that signs only such content can't be made to sign a certificate, a certification
 * request or another protocol's message: none of those begins with one of our contexts.
 */
final class SignedContext {
  private final byte[] prefix;
  private final List<Integer> hashLengths;

  SignedContext(String context, List<Integer> hashLengths) {
    this.prefix = (context + '\0').getBytes(StandardCharsets.US_ASCII);
    this.hashLengths = List.copyOf(hashLengths);
  }

  byte[] encode(byte[] hash) {
    if (!hashLengths.contains(hash.length)) {
      throw new IllegalArgumentException(
          "transcript hash has %d bytes, expected one of %s".formatted(hash.length, hashLengths));
    }
    return ByteBuffer.allocate(prefix.length + hash.length).put(prefix).put(hash).array();
  }

  boolean matches(ByteBuffer content) {
    return hashLengths.contains(content.remaining() - prefix.length)
        && content.slice(content.position(), prefix.length).equals(ByteBuffer.wrap(prefix));
  }
}
