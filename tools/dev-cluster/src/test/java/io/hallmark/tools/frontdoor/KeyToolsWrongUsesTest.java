package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * What people do wrong with {@code crypto} and {@code ceremony}: every error says what, where, what
 * was expected and what to do, and ends with the exit code of the one table. What needs a token or
 * a bus is tested beside the programs.
 */
class KeyToolsWrongUsesTest {
  /** Some talk, then one error or several, each with all four parts. */
  private static final String SHAPE =
      "(?s)([a-z][^\\n]*\\n)*?(error: [^\\n]+\\n(    [^\\n]+\\n)*"
          + "  where: [^\\n]+\\n  expected: [^\\n]+\\n  remedy: [^\\n]+\\n)+";

  @TempDir static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void writeFiles() throws Exception {
    Files.writeString(folder.resolve("not-yaml.yaml"), "a: [\n");
    Files.writeString(folder.resolve("unknown.yaml"), "nonsense: 1\n");
    Files.writeString(folder.resolve("empty.pem"), "");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "crypto, frobnicate, 2, frobnicate",
    "crypto, keys get alice/edge --no-such-option -k 127.0.0.1:1, 2, --no-such-option",
    "crypto, keys get alice -k 127.0.0.1:1, 2, alice",
    "crypto, keys get alice/edge -k 127.0.0.1:1 --timeout 1, 1, the bus was not ready",
    "crypto, sign alice/edge --scheme md5 --in /dev/null -k 127.0.0.1:1, 2, md5",
    "crypto, csr a/b --subject CN=a --out @/empty.pem -k 127.0.0.1:1, 3, empty.pem",
    "crypto, audit verify --in /no/such, 2, /no/such",
    "ceremony, frobnicate, 2, frobnicate",
    "ceremony, run --rehearse, 2, PLAN",
    "ceremony, lint @/unknown.yaml --no-such-option, 2, --no-such-option",
    "ceremony, lint /no/such.yaml, 2, /no/such.yaml",
    "ceremony, lint @/not-yaml.yaml, 2, not-yaml.yaml:",
    "ceremony, lint @/unknown.yaml, 2, nonsense",
    "ceremony, show @/unknown.yaml, 2, nonsense",
    "ceremony, approve @/unknown.yaml --name a --key @/empty.pem, 2, nonsense"
  })
  void wrongUse_ofAnyKind_hasTheShapeAndItsExitCode(
      String program, String arguments, int code, String names) {
    assertThat(run(program, arguments.replace("@", folder.toString()).split(" ")))
        .as(err.toString())
        .isEqualTo(code);
    assertThat(err.toString()).matches(SHAPE).contains(names);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String program, String... arguments) {
    CommandLine line =
        Programs.all().stream()
            .filter(known -> known.getCommandName().equals("hallmark " + program))
            .findFirst()
            .orElseThrow();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
