package io.hallmark.tools.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Results as a JSON file, for programs. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** Writes the file, or nothing where none was asked for. */
  static void write(Path file, Map<String, Object> report) {
    if (file == null) {
      return;
    }
    try {
      Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
