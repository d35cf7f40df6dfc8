package io.hallmark.tools.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final StringWriter text = new StringWriter();
  private long nanos;

  @Test
  void progress_notOnTerminal_isPlainLinesNowAndThen() {
    try (Progress progress = progress(false)) {
      for (int done = 1; done <= 1000; done++) {
        nanos += TimeUnit.MILLISECONDS.toNanos(10);
        progress.accept(done);
      }
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "sent: 500 of 1,000, 100/s",
            "sent: 1,000 of 1,000, 100/s",
            "sent: 1,000 of 1,000, 100/s");
    assertThat(text.toString()).doesNotContain("\r");
  }

  @Test
  void progress_onTerminal_redrawsOneLine() {
    try (Progress progress = progress(true)) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      progress.accept(500);
    }

    assertThat(text.toString())
        .startsWith("\rsent [###############...............] 500 of 1,000, 500/s")
        .endsWith("\n");
    assertThat(text.toString().lines()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void close_twice_printsOnce() {
    Progress progress = progress(false);
    progress.close();
    progress.close();

    assertThat(text.toString().lines()).hasSize(1);
  }

  private Progress progress(boolean terminal) {
    return new Progress("sent", 1000, new PrintWriter(text), terminal, () -> nanos);
  }
}
