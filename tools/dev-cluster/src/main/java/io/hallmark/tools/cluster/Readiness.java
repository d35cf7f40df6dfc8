package io.hallmark.tools.cluster;

import io.hallmark.commandline.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Waits until processes do their work, and explains when they don't. */
final class Readiness {
  /** From nothing, on a busy machine with two processors, a dozen JVMs take most of a minute. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LOG_LINES = 25;

  private Readiness() {}

  /**
   * Returns when all are ready.
   *
   * @throws ClusterException naming the first that is not, what it waits for, and the end of its
   *     log
   */
  static void await(List<ProcessEntry> processes, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (ProcessEntry process : processes) {
      Health health = Health.of(process);
      while (health.state() != Health.State.READY) {
        if (health.state() == Health.State.DEAD || System.nanoTime() - end > 0) {
          throw ClusterException.failed(explain(process, health, patience));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw ClusterException.failed(
              "interrupted while waiting for %s, expected it to be ready; run it again"
                  .formatted(process.title()));
        }
        health = Health.of(process);
      }
    }
  }

  private static Problem explain(ProcessEntry process, Health health, Duration patience) {
    String what =
        health.state() == Health.State.DEAD
            ? "%s ended".formatted(process.title())
            : "%s is not ready after %d s: %s"
                .formatted(process.title(), patience.toSeconds(), health.reason());
    return new Problem(
        "%s; the end of its log:%n%s".formatted(what, tail(process)),
        process.log().toString(),
        "%s to be ready within %d s".formatted(process.title(), patience.toSeconds()),
        "correct what the log names; on a busy machine, try again");
  }

  private static String tail(ProcessEntry process) {
    try {
      List<String> lines = Files.readAllLines(process.log(), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(it can't be read: " + e.getMessage() + ")";
    }
  }
}
