package io.hallmark.tools.ceremony.step;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * One SHA-256 over every jar that this program runs from: over a line of hash, two blanks and name
 * for each, sorted by name, as {@code sha256sum} prints them. Folders, which are there only in
 * development, have no part in it.
 */
public final class ToolHash {
  private static final String HASH = compute();

  private ToolHash() {}

  /** As hex. */
  public static String hex() {
    return HASH;
  }

  private static String compute() {
    Map<String, String> jars = new TreeMap<>();
    try {
      for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path jar = Path.of(place);
        if (Files.isRegularFile(jar)) {
          jars.put(jar.getFileName().toString(), Outputs.sha256(Files.readAllBytes(jar)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder lines = new StringBuilder();
    jars.forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
    return Outputs.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
