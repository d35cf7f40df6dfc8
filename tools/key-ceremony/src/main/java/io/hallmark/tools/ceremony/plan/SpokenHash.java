package io.hallmark.tools.ceremony.plan;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256 that people compare: as hex, and as 24 words to be read aloud. The words are BIP-39's
 * mnemonic of the 32 bytes, so the last one carries a checksum of 8 bits. Immutable.
 *
 * @param hex 64 lower-case hex digits
 */
public record SpokenHash(String hex) {
  private static final int BYTES = 32;
  private static final int BITS_PER_WORD = 11;
  private static final int WORDS = 24;

  public SpokenHash {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 is 64 lower-case hex digits, got " + hex);
    }
  }

  /** The hash of {@code content}. */
  public static SpokenHash of(byte[] content) {
    return new SpokenHash(HexFormat.of().formatHex(sha256(content)));
  }

  /** 24 words. */
  public List<String> words() {
    byte[] entropy = HexFormat.of().parseHex(hex);
    byte[] bits = new byte[BYTES + 1];
    System.arraycopy(entropy, 0, bits, 0, BYTES);
    bits[BYTES] = sha256(entropy)[0];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < WORDS; i++) {
      words.add(WordList.word(number(bits, i * BITS_PER_WORD)));
    }
    return List.copyOf(words);
  }

  /** The words in four rows of six, as they are shown. */
  public List<String> rows() {
    List<String> words = words();
    List<String> rows = new ArrayList<>();
    for (int from = 0; from < WORDS; from += 6) {
      rows.add(String.join(" ", words.subList(from, from + 6)));
    }
    return List.copyOf(rows);
  }

  private static int number(byte[] bits, int from) {
    int number = 0;
    for (int bit = from; bit < from + BITS_PER_WORD; bit++) {
      number = number << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
    }
    return number;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
