package io.hallmark.crypto.cli.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code audit export}. */
@Command(
    name = "export",
    description = {
      "Writes the trail to a file, record by record as it stands in the topic: lines of JSON with",
      "offset, timestamp, key, and the value in base64. audit verify --in reads it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the trail is in the file",
      "1:failed: the bus did not answer in time",
      "2:misuse or bad input; nothing was written",
      "3:the file exists; nothing was written"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark crypto audit export --out trail.jsonl -k localhost:9092"})
final class AuditExportCommand implements Callable<Integer> {
  @Mixin private TrailSource source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "a new file; what exists is not overwritten")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws FileAlreadyExistsException {
    long written = 0;
    try (BufferedWriter lines =
        Files.newBufferedWriter(out, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
      written = export(lines);
    } catch (FileAlreadyExistsException e) {
      throw e; // What every program says of it is said of it here.
    } catch (IOException | UncheckedIOException e) {
      throw source.misuse(
          "--out %s cannot be written (%s), expected a path that this user can write"
              .formatted(out, e.getMessage()));
    }
    spec.commandLine().getErr().printf("crypto: %d records written to %s%n", written, out);
    return 0;
  }

  /** Half a trail is none: it would be taken for a whole one, and be in the way of the next try. */
  private long export(BufferedWriter lines) throws IOException {
    AtomicLong written = new AtomicLong();
    boolean whole = false;
    try {
      source.read(
          record -> {
            write(lines, record);
            written.incrementAndGet();
          });
      lines.flush();
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(out);
      }
    }
    return written.get();
  }

  private static void write(BufferedWriter lines, AuditRecord record) {
    try {
      lines.write(TrailLines.format(record));
      lines.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
