package io.hallmark.hsm.scheme;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * EMSA-PSS (RFC 8017 section 9.1) of a digest, with MGF1 of the same hash and a salt as long as it
 * (RFC 8446 section 4.2.3). For moduli of whole bytes, as all of ours are.
 */
final class PssEncoding {
  private static final byte TRAILER = (byte) 0xbc;
  private static final int TOP_BIT_CLEARED = 0x7f;
  private static final SecureRandom RANDOM = new SecureRandom();

  private PssEncoding() {}

  static byte[] encode(byte[] digest, String hash, int modulusBits)
      throws NoSuchAlgorithmException {
    byte[] salt = new byte[digest.length];
    RANDOM.nextBytes(salt);
    byte[] inner = inner(digest, salt, hash);
    byte[] block = new byte[modulusBits / 8 - digest.length - 1];
    block[block.length - salt.length - 1] = 1;
    System.arraycopy(salt, 0, block, block.length - salt.length, salt.length);
    mask(block, inner, hash);
    return ByteBuffer.allocate(modulusBits / 8).put(block).put(inner).put(TRAILER).array();
  }

  /** Whether {@code encoded} is an encoding of {@code digest}. */
  static boolean isOf(byte[] encoded, byte[] digest, String hash, int modulusBits)
      throws NoSuchAlgorithmException {
    int blockBytes = modulusBits / 8 - digest.length - 1;
    if (encoded.length != modulusBits / 8
        || encoded[encoded.length - 1] != TRAILER
        || encoded[0] < 0) {
      return false;
    }
    byte[] block = Arrays.copyOf(encoded, blockBytes);
    byte[] inner = Arrays.copyOfRange(encoded, blockBytes, encoded.length - 1);
    mask(block, inner, hash);
    int saltAt = blockBytes - digest.length;
    for (int i = 0; i < saltAt - 1; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    byte[] salt = Arrays.copyOfRange(block, saltAt, blockBytes);
    return block[saltAt - 1] == 1 && MessageDigest.isEqual(inner, inner(digest, salt, hash));
  }

  private static byte[] inner(byte[] digest, byte[] salt, String hash)
      throws NoSuchAlgorithmException {
    MessageDigest whole = MessageDigest.getInstance(hash);
    whole.update(new byte[8]);
    whole.update(digest);
    return whole.digest(salt);
  }

  /** MGF1 (appendix B.2.1) over the block; the modulus is greater than a number without top bit. */
  private static void mask(byte[] block, byte[] seed, String hash) throws NoSuchAlgorithmException {
    MessageDigest generator = MessageDigest.getInstance(hash);
    int at = 0;
    for (int counter = 0; at < block.length; counter++) {
      generator.update(seed);
      byte[] next = generator.digest(ByteBuffer.allocate(4).putInt(counter).array());
      for (int i = 0; i < next.length && at < block.length; i++) {
        block[at++] ^= next[i];
      }
    }
    block[0] &= TOP_BIT_CLEARED;
  }
}
