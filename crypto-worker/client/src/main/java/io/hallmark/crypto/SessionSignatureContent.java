package io.hallmark.crypto;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an identity signature of our session protocol, version 1, covers: the ASCII context string
 * of the signer's side, a zero byte, the SHA-256 hash of the handshake so far. The only content
 * that a key of category {@link KeyCategory#SESSION} signs.
 */
public final class SessionSignatureContent {
  private static final int SHA256_BYTES = 32;

  /** Who signs. */
  public enum Side {
    INITIATOR("hallmark link v1, initiator signature"),
    RESPONDER("hallmark link v1, responder signature");

    private final String context;

    Side(String context) {
      this.context = context;
    }
  }

  private static final Map<Side, SignedContext> CONTEXTS = contexts();

  private SessionSignatureContent() {}

  /**
   * The content for a transcript hash of 32 bytes.
   *
   * @throws IllegalArgumentException for a hash of another length
   */
  public static byte[] encode(Side side, byte[] transcriptHash) {
    return CONTEXTS.get(side).encode(transcriptHash);
  }

  /** Whether {@code content}'s remaining bytes have exactly this shape; its position stays. */
  public static boolean isWellFormed(ByteBuffer content) {
    for (SignedContext context : CONTEXTS.values()) {
      if (context.matches(content)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code content} has exactly this shape. */
  public static boolean isWellFormed(byte[] content) {
    return isWellFormed(ByteBuffer.wrap(content));
  }

  private static Map<Side, SignedContext> contexts() {
    Map<Side, SignedContext> contexts = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      contexts.put(side, new SignedContext(side.context, List.of(SHA256_BYTES)));
    }
    return contexts;
  }
}
