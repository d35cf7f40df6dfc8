package io.hallmark.crypto.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are read whole, up to a bound. */
final class InputFile {
  private static final String STANDARD_INPUT = "-";

  private InputFile() {}

  /**
   * All bytes of a file.
   *
   * @param file its path; {@code -} for standard input
   * @throws CommandFailedException where it cannot be read or has more than {@code bytesMax}
   */
  static byte[] read(String file, int bytesMax) {
    try (InputStream in = open(file)) {
      byte[] content = in.readNBytes(bytesMax + 1);
      if (content.length > bytesMax) {
        throw CommandFailedException.badInput(
            "file %s is too long, expected at most %d bytes; give a shorter one"
                .formatted(file, bytesMax));
      }
      return content;
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "file %s cannot be read (%s), expected a file that this user can read; name another"
              .formatted(file, e),
          e);
    }
  }

  /** The caller closes it. */
  static InputStream open(String file) throws IOException {
    return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
  }
}
