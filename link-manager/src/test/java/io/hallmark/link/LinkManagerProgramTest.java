package io.hallmark.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LinkManagerProgramTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_always_teachesWithExamplesAndSucceeds() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--bus", "Examples:", "unacknowledgedBytesMax");
  }

  @Test
  void options_withoutBus_areMisuse() {
    assertThat(run("-i", "one")).isEqualTo(2);
    assertThat(err.toString()).contains("--bus");
  }

  private int run(String... args) {
    return LinkManagerProgram.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
