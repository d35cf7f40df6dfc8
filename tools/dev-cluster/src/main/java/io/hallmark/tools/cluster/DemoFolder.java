package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a demo: the user's, or one of its own that is removed after a success. */
final class DemoFolder implements AutoCloseable {
  private final Layout layout;
  private final boolean own;
  private final PrintWriter talk;
  private boolean discarded;

  private DemoFolder(Layout layout, boolean own, PrintWriter talk) {
    this.layout = layout;
    this.own = own;
    this.talk = talk;
  }

  static DemoFolder open(Optional<Path> dir, PrintWriter talk) {
    try {
      Path root = dir.isPresent() ? dir.get() : Files.createTempDirectory("hallmark-demo-");
      return new DemoFolder(new Layout(root), dir.isEmpty(), talk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Layout layout() {
    return layout;
  }

  /** It has served: if it is ours it goes away on close. */
  void discard() {
    discarded = true;
  }

  /** Nobody waits for the outcome any more. */
  void abandon() {
    discard();
    close();
  }

  @Override
  public void close() {
    if (!own) {
      removeManifest();
    } else if (discarded) {
      removeAll();
    } else {
      talk.println("demo: what it has left, logs and all, is in " + layout.root());
      talk.flush();
    }
  }

  /** Nothing runs any more, so the folder holds no clusters. */
  private void removeManifest() {
    try {
      Files.deleteIfExists(layout.manifest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void removeAll() {
    try (Stream<Path> paths = Files.walk(layout.root())) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
