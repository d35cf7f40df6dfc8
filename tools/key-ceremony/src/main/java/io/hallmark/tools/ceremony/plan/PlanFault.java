package io.hallmark.tools.ceremony.plan;

import java.nio.file.Path;

/**
 * One thing wrong with a plan.
 *
 * @param line from 1; 0 where it concerns the whole file
 * @param column from 1; 0 where it concerns the whole file
 * @param key path of the key, as in {@code steps[2].issuerKey}
 * @param value as written
 * @param expected what would be right
 */
public record PlanFault(
    Path file, int line, int column, String key, String value, String expected) {
  /** {@code root.yaml:4:12: steps[0].type is "ec", expected one of ec-p256, ec-p384}. */
  @Override
  public String toString() {
    String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
    String subject = key.isEmpty() ? "" : key + " ";
    return place + ": " + subject + "is " + value + ", expected " + expected;
  }
}
