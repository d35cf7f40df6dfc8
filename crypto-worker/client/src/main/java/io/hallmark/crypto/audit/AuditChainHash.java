package io.hallmark.crypto.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of an audit chain, as docs/wire.md has them. Every input has its length before it or
 * is of fixed length, so that no two different inputs are the same bytes.
 */
public final class AuditChainHash {
  public static final int BYTES = 32;

  private static final byte[] CHAIN = tag("hallmark audit v1, chain");
  private static final byte[] ENTRY = tag("hallmark audit v1, entry");

  private AuditChainHash() {}

  /** The hash before the first entry: it binds the chain's name. */
  public static byte[] beginning(String chain) {
    MessageDigest digest = sha256();
    digest.update(CHAIN);
    digest.update(chain.getBytes(StandardCharsets.UTF_8));
    return digest.digest();
  }

  /**
   * The hash after an entry.
   *
   * @param previous the hash before it
   * @param entry its bytes as they stand in the batch
   */
  public static byte[] next(byte[] previous, long sequence, ByteBuffer entry) {
    return next(sha256(), previous, sequence, entry);
  }

  /** The same with a digest that is at hand. */
  static byte[] next(MessageDigest digest, byte[] previous, long sequence, ByteBuffer entry) {
    digest.update(ENTRY);
    digest.update(previous);
    digest.update(
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
            .putLong(sequence)
            .putInt(entry.remaining())
            .flip());
    digest.update(entry.duplicate());
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  static boolean same(ByteBuffer stated, byte[] hash) {
    return Arrays.equals(bytes(stated), hash);
  }

  private static byte[] tag(String words) {
    return (words + '\0').getBytes(StandardCharsets.US_ASCII);
  }
}
