package io.hallmark.tools.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that we started, by pid and start time: a pid alone may belong to a stranger by now.
 */
final class Processes {
  /** How long a program gets to finish what it has begun. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** The system tells start times in ticks of ten milliseconds, and rounds. */
  private static final long START_TOLERANCE_MILLIS = 2_000;

  private Processes() {}

  /** The process, if it still runs and is the one that was started. */
  static Optional<ProcessHandle> find(ProcessEntry process) {
    return ProcessHandle.of(process.pid())
        .filter(ProcessHandle::isAlive)
        .filter(
            handle ->
                Math.abs(Jvm.startedMillis(handle) - process.startedMillis())
                    <= START_TOLERANCE_MILLIS)
        .filter(handle -> !isZombie(handle));
  }

  /** A killed child that nobody has waited for has a pid but no command any more. */
  private static boolean isZombie(ProcessHandle handle) {
    return handle.info().command().isEmpty();
  }

  /** Asks it to stop, then makes it stop. Returns when it is gone. */
  static void stop(ProcessEntry process) {
    find(process).ifPresent(Processes::stop);
  }

  static void stop(ProcessHandle handle) {
    handle.destroy();
    try {
      handle.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      handle.destroyForcibly();
    } catch (InterruptedException e) {
      handle.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
