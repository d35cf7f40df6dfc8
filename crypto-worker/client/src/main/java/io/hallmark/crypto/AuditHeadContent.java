package io.hallmark.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What an audit key signs: a context, the chain's name with its length before it, a sequence and
 * the chain's hash after that entry. The only content that a key of category {@link
 * KeyCategory#AUDIT} signs.
 */
public final class AuditHeadContent {
  private static final byte[] CONTEXT =
      "hallmark audit v1, head\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int FIXED_BYTES = CONTEXT.length + Integer.BYTES + Long.BYTES + HASH_BYTES;

  private AuditHeadContent() {}

  /**
   * The content for a head.
   *
   * @throws IllegalArgumentException for a hash of another length than 32 bytes
   */
  public static byte[] encode(String chain, long sequence, byte[] hash) {
    if (hash.length != HASH_BYTES) {
      throw new IllegalArgumentException(
          "a chain's hash has %d bytes, got %d".formatted(HASH_BYTES, hash.length));
    }
    byte[] name = chain.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + name.length)
        .put(CONTEXT)
        .putInt(name.length)
        .put(name)
        .putLong(sequence)
        .put(hash)
        .array();
  }

  /** Whether {@code content}'s remaining bytes have exactly this shape; its position stays. */
  public static boolean isWellFormed(ByteBuffer content) {
    ByteBuffer view = content.slice();
    return view.remaining() >= FIXED_BYTES
        && view.slice(0, CONTEXT.length).equals(ByteBuffer.wrap(CONTEXT))
        && view.getInt(CONTEXT.length) == view.remaining() - FIXED_BYTES;
  }
}
