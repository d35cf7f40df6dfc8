package io.hallmark.tools.ceremony.transcript;

import io.hallmark.tools.ceremony.plan.SpokenHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the folder of a ceremony is whole: the chain of its transcript, the order of its steps,
 * its plan and its outputs. It needs public files only.
 *
 * <p>Not promised: that nobody wrote a whole transcript anew. For that, its last hash has to be
 * held against the one that the witnesses wrote down.
 */
public final class Evidence {
  private final CeremonyFolder folder;
  private int steps;
  private int step;
  private boolean begun;
  private boolean over;
  private final Set<String> files = new HashSet<>();

  private Evidence(CeremonyFolder folder) {
    this.folder = folder;
  }

  /**
   * What was found.
   *
   * @param entries that hold together
   * @param fault the first thing that is wrong
   */
  public record Finding(List<Entry> entries, Optional<String> fault) {
    /** The hash of the last entry, which stands for all of them. */
    public SpokenHash lastHash() {
      return new SpokenHash(TranscriptChain.lastHash(entries));
    }
  }

  /** Checks the folder of a ceremony. */
  public static Finding check(CeremonyFolder folder) throws IOException {
    TranscriptChain chain = TranscriptChain.read(folder.transcript());
    Optional<String> fault = chain.broken().map(TranscriptChain.Break::toString);
    if (fault.isEmpty()) {
      fault = new Evidence(folder).fault(chain.entries());
    }
    return new Finding(chain.entries(), fault);
  }

  private Optional<String> fault(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      Optional<String> fault = fault(entry);
      if (fault.isPresent()) {
        return Optional.of("line %d: %s".formatted(entry.number(), fault.get()));
      }
    }
    if (!over) {
      return Optional.of(
          "the transcript has no end after %d entries: it is cut off, or the ceremony is not over"
              .formatted(entries.size()));
    }
    return strangers();
  }

  private Optional<String> fault(Entry entry) throws IOException {
    if (over) {
      return Optional.of("an entry follows the end of the ceremony");
    }
    if ((entry.number() == 1) != (entry.kind() == EntryKind.BEGIN)) {
      return Optional.of("the first entry and no other begins a ceremony");
    }
    return switch (entry.kind()) {
      case BEGIN -> plan(entry);
      case STEP_BEGUN -> begin(entry);
      case STEP_DONE -> done(entry);
      case END -> end();
      case TOKEN_FOUND, NOTED, STEP_STOPPED, WITNESSED, RESUMED -> Optional.empty();
    };
  }

  private Optional<String> plan(Entry entry) throws IOException {
    steps = Integer.parseInt(entry.data().getOrDefault(Facts.STEPS, "0"));
    String expected = entry.data().get(Facts.PLAN);
    return differing(folder.plan(), expected).map("the plan "::concat);
  }

  private Optional<String> begin(Entry entry) {
    if (entry.step() != step + 1) {
      return Optional.of("step %d begins after step %d".formatted(entry.step(), step));
    }
    begun = true;
    return Optional.empty();
  }

  private Optional<String> done(Entry entry) throws IOException {
    if (!begun || entry.step() != step + 1) {
      return Optional.of("step %d is done but did not begin".formatted(entry.step()));
    }
    begun = false;
    step++;
    String file = entry.data().get(Facts.FILE);
    if (file == null) {
      return Optional.empty();
    }
    files.add(file);
    return differing(folder.outputs().resolve(file), entry.data().get(Facts.FILE_HASH))
        .map(("output " + file + " of step " + step + " ")::concat);
  }

  private Optional<String> end() {
    over = true;
    return step == steps
        ? Optional.empty()
        : Optional.of("the end comes after step %d of %d".formatted(step, steps));
  }

  private static Optional<String> differing(Path file, String sha256) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.of("is not there");
    }
    String found = SpokenHash.of(Files.readAllBytes(file)).hex();
    return found.equals(sha256)
        ? Optional.empty()
        : Optional.of("was changed: its SHA-256 is %s, expected %s".formatted(found, sha256));
  }

  private Optional<String> strangers() throws IOException {
    try (Stream<Path> found = Files.list(folder.outputs())) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> !files.contains(name))
          .sorted()
          .findFirst()
          .map(name -> "output %s was made by no step".formatted(name));
    }
  }
}
