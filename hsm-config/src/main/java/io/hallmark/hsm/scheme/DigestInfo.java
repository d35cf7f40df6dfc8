package io.hallmark.hsm.scheme;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** What RSA PKCS#1 v1.5 signs: a hash with its name before it (RFC 8017 section 9.2 note 1). */
public final class DigestInfo {
  private static final Map<Integer, byte[]> PREFIXES =
      Map.of(
          256, HexFormat.of().parseHex("3031300d060960864801650304020105000420"),
          384, HexFormat.of().parseHex("3041300d060960864801650304020205000430"),
          512, HexFormat.of().parseHex("3051300d060960864801650304020305000440"));

  private DigestInfo() {}

  /** Of a hash of SHA-256, SHA-384 or SHA-512, told by its length. */
  public static byte[] of(byte[] hash) {
    byte[] prefix = PREFIXES.get(hash.length * 8);
    byte[] whole = Arrays.copyOf(prefix, prefix.length + hash.length);
    System.arraycopy(hash, 0, whole, prefix.length, hash.length);
    return whole;
  }
}
