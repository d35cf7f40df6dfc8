package io.hallmark.tools.ceremony.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transcript as read from its file: the entries up to the first break, and the break. Immutable.
 *
 * @param entries that hold together
 * @param broken the first line that does not
 */
public record TranscriptChain(List<Entry> entries, Optional<Break> broken) {
  private static final long FILE_BYTES_MAX = 64L << 20;

  /**
   * Where a chain breaks.
   *
   * @param line from 1
   * @param reason in words
   */
  public record Break(int line, String reason) {
    @Override
    public String toString() {
      return "line " + line + ": " + reason;
    }
  }

  public TranscriptChain {
    entries = List.copyOf(entries);
  }

  /** Reads a transcript. */
  public static TranscriptChain read(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(
          "transcript %s is longer than %d bytes; it was not made by a ceremony"
              .formatted(file, FILE_BYTES_MAX));
    }
    return of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static TranscriptChain of(String text) {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int line = entries.size() + 1;
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return broken(entries, line, "the entry is torn: it has no line end");
      }
      Optional<Entry> entry = EntryParser.parse(text.substring(at, end));
      if (entry.isEmpty()) {
        return broken(entries, line, "this is no entry in canonical form");
      }
      Optional<String> fault = fault(entries, entry.get());
      if (fault.isPresent()) {
        return broken(entries, line, fault.get());
      }
      entries.add(entry.get());
      at = end + 1;
    }
    return new TranscriptChain(entries, Optional.empty());
  }

  private static TranscriptChain broken(List<Entry> entries, int line, String reason) {
    return new TranscriptChain(entries, Optional.of(new Break(line, reason)));
  }

  private static Optional<String> fault(List<Entry> before, Entry entry) {
    int expected = before.size() + 1;
    if (!entry.computedHash().equals(entry.hash())) {
      return Optional.of("entry %d was changed: its hash is wrong".formatted(entry.number()));
    }
    if (entry.number() != expected) {
      return Optional.of(
          "this is entry %d where entry %d belongs; one was dropped, inserted or moved"
              .formatted(entry.number(), expected));
    }
    if (!entry.previous().equals(lastHash(before))) {
      return Optional.of(
          "entry %d does not follow the entry before it; one of them was replaced"
              .formatted(entry.number()));
    }
    if (!before.isEmpty() && entry.rehearsal() != before.get(0).rehearsal()) {
      return Optional.of("entry %d mixes a rehearsal with a ceremony".formatted(entry.number()));
    }
    return Optional.empty();
  }

  static String lastHash(List<Entry> entries) {
    return entries.isEmpty() ? Entry.NO_PREVIOUS : entries.get(entries.size() - 1).hash();
  }
}
