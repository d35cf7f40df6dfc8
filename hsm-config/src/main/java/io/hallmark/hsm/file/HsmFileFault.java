package io.hallmark.hsm.file;

import java.nio.file.Path;

/**
 * One thing wrong with an HSM file.
 *
 * @param line from 1; 0 where it concerns the whole file
 * @param column from 1; 0 where it concerns the whole file
 * @param key path of the key, as in {@code tokens[0].lanes}
 * @param value as written; hidden where it may be a secret
 * @param expected what would be right
 */
public record HsmFileFault(
    Path file, int line, int column, String key, String value, String expected) {
  /** {@code hsm.yaml:4:12: tokens[0].lanes is "0", expected 1 to 64}. */
  @Override
  public String toString() {
    String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
    String subject = key.isEmpty() ? "" : key + " ";
    return place + ": " + subject + "is " + value + ", expected " + expected;
  }
}
