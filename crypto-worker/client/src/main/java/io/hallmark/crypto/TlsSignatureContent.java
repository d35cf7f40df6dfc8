package io.hallmark.crypto;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a TLS 1.3 CertificateVerify signature covers (RFC 8446 section 4.4.3): 64 spaces, the
 * context string of the signer's side, a zero byte, the transcript hash. The only content that a
 * key of category {@link KeyCategory#TLS} signs over the sign topic.
 */
public final class TlsSignatureContent {
  private static final String SPACES = " ".repeat(64);
  private static final int SHA256_BYTES = 32;
  private static final int SHA384_BYTES = 48;

  /** Who signs. */
  public enum Side {
    SERVER("TLS 1.3, server CertificateVerify"),
    CLIENT("TLS 1.3, client CertificateVerify");

    private final String context;

    Side(String context) {
      this.context = context;
    }
  }

  private static final Map<Side, SignedContext> CONTEXTS = contexts();

  private TlsSignatureContent() {}

  /**
   * The content for a transcript hash of 32 bytes (SHA-256) or 48 bytes (SHA-384).
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
      contexts.put(
          side, new SignedContext(SPACES + side.context, List.of(SHA256_BYTES, SHA384_BYTES)));
    }
    return contexts;
  }
}
