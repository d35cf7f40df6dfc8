package io.hallmark.crypto.hpke;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** LabeledExtract and LabeledExpand (RFC 9180 section 4) with HKDF-SHA256 (RFC 5869). Immutable. */
final class LabeledHkdf {
  static final int HASH_BYTES = 32;
  private static final byte[] VERSION = ascii("HPKE-v1");

  private final byte[] suite;

  LabeledHkdf(byte[] suite) {
    this.suite = suite.clone();
  }

  byte[] extract(byte[] salt, String label, byte[] input) {
    // An empty key is no key for the platform; HMAC pads both to the same block.
    byte[] key = salt.length == 0 ? new byte[HASH_BYTES] : salt;
    return hmac(key, VERSION, suite, ascii(label), input);
  }

  byte[] expand(byte[] secret, String label, byte[] info, int bytes) {
    byte[] length = ByteBuffer.allocate(Short.BYTES).putShort((short) bytes).array();
    byte[] result = new byte[0];
    byte[] block = new byte[0];
    for (byte number = 1; result.length < bytes; number++) {
      block = hmac(secret, block, length, VERSION, suite, ascii(label), info, new byte[] {number});
      result = concat(result, block);
    }
    return Arrays.copyOf(result, bytes);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
