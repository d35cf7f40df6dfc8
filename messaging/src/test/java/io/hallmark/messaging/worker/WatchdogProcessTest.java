package io.hallmark.messaging.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator's service manager sees of a process with a stuck thread. */
class WatchdogProcessTest {
  /** A process whose main thread beats once and is stuck then. */
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] arguments) throws InterruptedException {
      Watchdog watchdog = Watchdog.endingTheProcess(Duration.ofMillis(100));
      Runtime.getRuntime().addShutdownHook(new Thread(Stuck::await));
      watchdog.register().beat();
      await();
    }

    private static void await() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void process_withAStuckThread_endsWithItsOwnExitCode() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stuck.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(Watchdog.EXIT_CODE).isEqualTo(70);
    } finally {
      process.destroyForcibly();
    }
  }
}
