package io.hallmark.tools.ceremony.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is public of a share: whoever types the share later can be held against it, and nobody can
 * find the share from it, which has 256 random bits. Immutable.
 *
 * @param salt 16 random bytes as hex
 * @param sha256 over prefix, set, threshold, shares, index, salt and value, as hex
 */
public record Commitment(String salt, String sha256) {
  static final int SALT_BYTES = 16;
  private static final int BEGINNING_CHARS = 8;

  private static final String PREFIX = "hallmark key ceremony, share\0";
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public Commitment {
    if (!SALT.matcher(salt).matches() || !HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a commitment is a salt of 16 bytes and a SHA-256 as hex");
    }
  }

  static Commitment to(Share share, byte[] salt) {
    String hex = HexFormat.of().formatHex(salt);
    return new Commitment(hex, hash(share.set(), share.index(), salt, share.value()));
  }

  /** Enough to tell shares apart by, as people write it on them. */
  String beginning() {
    return sha256.substring(0, BEGINNING_CHARS);
  }

  /** Whether it was made for this share. */
  boolean holds(Share share) {
    byte[] salted = HexFormat.of().parseHex(salt);
    return sha256.equals(hash(share.set(), share.index(), salted, share.value()));
  }

  private static String hash(ShareSet set, int index, byte[] salt, byte[] value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
      digest.update(HexFormat.of().parseHex(set.id()));
      digest.update(new byte[] {(byte) set.threshold(), (byte) set.shares(), (byte) index});
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
