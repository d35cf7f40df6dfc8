package io.hallmark.link.handshake;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, RFC 5869. Stateless. */
final class Hkdf {
  static final int HASH_BYTES = 32;

  /** RFC 5869 section 2.3: at most 255 blocks. */
  static final int OUTPUT_BYTES_MAX = 255 * HASH_BYTES;

  private static final String HMAC = "HmacSHA256";

  private Hkdf() {}

  static byte[] extract(byte[] salt, byte[] secret) {
    // HMAC pads keys with zeros, so an empty salt equals the RFC's default of 32 zero bytes; the
    // JDK
    // refuses an empty key.
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, secret);
  }

  static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
    if (length < 0 || length > OUTPUT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "HKDF output must be 0 to %d bytes, got %d".formatted(OUTPUT_BYTES_MAX, length));
    }
    Mac mac = mac(pseudoRandomKey);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    for (int done = 0, n = 1; done < length; n++) {
      mac.update(block);
      mac.update(info);
      byte[] next = mac.doFinal(new byte[] {(byte) n});
      Arrays.fill(block, (byte) 0);
      block = next;
      int part = Math.min(block.length, length - done);
      System.arraycopy(block, 0, output, done, part);
      done += part;
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  static byte[] hmac(byte[] key, byte[] data) {
    return mac(key).doFinal(data);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      Key secret = new SecretKeySpec(key, HMAC);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + HMAC, e);
    }
  }
}
