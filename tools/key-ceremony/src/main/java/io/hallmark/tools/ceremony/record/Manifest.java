package io.hallmark.tools.ceremony.record;

import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files of a ceremony with their SHA-256, as {@code sha256sum -c} reads them: plan, inputs,
 * outputs, transcript and record.
 */
public final class Manifest {
  private Manifest() {}

  /** What stands in the folder now. */
  public static String of(CeremonyFolder folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : new Path[] {folder.plan(), folder.transcript(), folder.record()}) {
      files.put(name(folder, file), file);
    }
    for (Path under : new Path[] {folder.inputs(), folder.outputs()}) {
      if (!Files.isDirectory(under)) {
        continue; // A copy without empty folders, as version control makes.
      }
      try (Stream<Path> found = Files.list(under)) {
        found.forEach(file -> files.put(name(folder, file), file));
      }
    }
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String hash = SpokenHash.of(Files.readAllBytes(file.getValue())).hex();
      lines.append(hash).append("  ").append(file.getKey()).append('\n');
    }
    return lines.toString();
  }

  private static String name(CeremonyFolder folder, Path file) {
    return folder.path().relativize(file).toString();
  }
}
