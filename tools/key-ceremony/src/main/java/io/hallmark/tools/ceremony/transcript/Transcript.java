package io.hallmark.tools.ceremony.transcript;

import io.hallmark.commandline.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The transcript that a ceremony writes: {@code transcript.jsonl}, one entry a line, each with the
 * hash of the one before. An entry is on the disk when {@link #append} returns. Confined to one
 * thread; a lock on the file keeps a second process out.
 */
public final class Transcript implements AutoCloseable {
  private final FileChannel channel;
  private final Clock clock;
  private final boolean rehearsal;
  private final List<Entry> entries;

  private Transcript(FileChannel channel, Clock clock, boolean rehearsal, List<Entry> entries) {
    this.channel = channel;
    this.clock = clock;
    this.rehearsal = rehearsal;
    this.entries = entries;
  }

  /** Begins a transcript; the file must not exist. */
  public static Transcript create(Path file, Clock clock, boolean rehearsal)
      throws IOException, TranscriptException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new Transcript(locked(channel, file), clock, rehearsal, new ArrayList<>());
  }

  /**
   * Goes on with a transcript. An entry that a power failure tore is cut off: it was never
   * finished, so nothing was done on its strength.
   *
   * @throws TranscriptException where it is broken, ended, or in use
   */
  public static Transcript open(Path file, Clock clock) throws IOException, TranscriptException {
    FileChannel channel =
        locked(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), file);
    try {
      cutTornEntry(channel);
      TranscriptChain chain = read(channel);
      if (chain.broken().isPresent()) {
        throw new TranscriptException(
            Problem.of(chain.broken().get().reason())
                .at("%s, line %d".formatted(file, chain.broken().get().line()))
                .expecting("a chain of entries as they were written")
                .remedy("find out who changed it; what was done cannot be gone on with"));
      }
      List<Entry> entries = new ArrayList<>(chain.entries());
      if (entries.isEmpty()) {
        throw new TranscriptException(
            Problem.of("transcript %s is empty: the ceremony never began".formatted(file))
                .remedy("run it in a new folder"));
      }
      if (entries.get(entries.size() - 1).kind() == EntryKind.END) {
        throw new TranscriptException(
            Problem.of("transcript %s has its last entry: the ceremony is over".formatted(file))
                .remedy("check it with 'ceremony verify'"));
      }
      channel.position(channel.size());
      return new Transcript(channel, clock, entries.get(0).rehearsal(), entries);
    } catch (IOException | TranscriptException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel locked(FileChannel channel, Path file)
      throws IOException, TranscriptException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // Held in this process, which is the same to us.
    }
    if (lock == null) {
      channel.close();
      throw new TranscriptException(
          Problem.of("transcript %s is in use by another run".formatted(file))
              .remedy("end that one first"));
    }
    return channel;
  }

  /** Through the locked channel: closing a second one would give up the lock (POSIX fcntl). */
  private static TranscriptChain read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (content.hasRemaining() && channel.read(content, content.position()) >= 0) {
      // Read on until the buffer is full.
    }
    return TranscriptChain.of(new String(content.array(), StandardCharsets.UTF_8));
  }

  private static void cutTornEntry(FileChannel channel) throws IOException {
    long end = channel.size();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        break;
      }
      end--;
    }
    channel.truncate(end);
  }

  /** Writes an entry and waits for the disk. */
  public Entry append(EntryKind kind, Map<String, String> data) throws IOException {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Entry entry =
        Entry.sealed(
            entries.size() + 1, at, kind, rehearsal, data, TranscriptChain.lastHash(entries));
    ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(true);
    entries.add(entry);
    return entry;
  }

  /** The hash of the last entry so far. */
  public String lastHash() {
    return TranscriptChain.lastHash(entries);
  }

  /** All entries so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  public boolean isRehearsal() {
    return rehearsal;
  }

  /** Gives the file back; the transcript can be gone on with. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
