package io.hallmark.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manners of the program; the benches themselves are run by people. */
class BenchProgramTest {
  /** One error, with all four parts. */
  private static final String SHAPE =
      "(?s)error: [^\\n]+\\n(    [^\\n]+\\n)*"
          + "  where: [^\\n]+\\n  expected: [^\\n]+\\n  remedy: [^\\n]+\\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return BenchProgram.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing-like-that, nothing-like-that",
    "token more, more",
    "token --no-such-option, --no-such-option",
    "token --seconds 0, --seconds",
    "token --rounds 0, --rounds",
    "token --seconds many, many",
    "token --delay, --delay",
    "token --json /no/such/folder/report.json, /no/such/folder"
  })
  void wrongUse_ofAnyKind_hasTheShapeBeforeAnythingIsMeasured(String arguments, String names) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).matches(SHAPE).contains(names);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noName_listsTheBenches() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("token ", "signing ");
  }

  @Test
  void help_hasExamplesAndExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Examples:", "Exit codes:", "tools/bin/bench token");
  }

  @Test
  void benchToken_itsPinFile_isTheOwnersAlone() throws Exception {
    try (BenchToken token = BenchToken.make()) {
      assertThat(Files.getPosixFilePermissions(token.folder().resolve("pin.txt"))).hasSize(2);
    }
  }
}
