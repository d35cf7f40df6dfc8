package io.hallmark.tools.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every error has one shape and the code that its table promises. */
class CeremonyErrorsTest {
  private static final Path DOCUMENTS = Path.of("../../docs/ceremonies");
  private static final String PLAN = DOCUMENTS.resolve("root-and-issuing.yaml").toString();
  private static final String SAMPLE = DOCUMENTS.resolve("rehearsal").toString();

  @TempDir Path directory;

  @Test
  void input_thatIsWrong_endsWith2AndSaysWhatToDo() throws Exception {
    Path nonsense = Files.writeString(directory.resolve("nonsense"), "nonsense");
    assertError(
        2, "holds no private key", "approve", PLAN, "--name", "a", "--key", nonsense.toString());
    assertError(
        2, "is no approval", "run", PLAN, "--dir", "new", "--approval", nonsense.toString());
    assertError(2, "transcript.jsonl is not there", "verify", directory.toString());
    assertError(2, "is not there", "sign", directory.toString(), "--name", "a", "--key", "nowhere");
    assertError(2, "is not a terminal", "run", PLAN, "--dir", directory.toString());
    assertError(2, "is not a terminal", "resume", SAMPLE);
  }

  @Test
  void plan_withAFault_endsWith2AndSaysWhere() throws Exception {
    Path plan = Files.writeString(directory.resolve("plan.yaml"), "ceremony: X\nsteps: []\n");
    assertThat(assertError(2, "steps is a list", "lint", plan.toString()))
        .contains("where: " + plan + ":2:8", "expected: a list of 1 to 200 steps");
  }

  @Test
  void sign_approverThatThePlanDoesNotName_endsWith3() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), "nonsense");
    assertError(
        3,
        "names no approver \"mallory\"",
        "sign",
        SAMPLE,
        "--name",
        "mallory",
        "--key",
        key.toString());
  }

  private static String assertError(int code, String what, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine line = CeremonyProgram.commandLine().setErr(new PrintWriter(err));
    assertThat(line.execute(arguments)).as("exit code after %s", err).isEqualTo(code);
    assertThat(err.toString()).contains("error: ", what, "\n  expected: ");
    if (!what.startsWith("steps")) {
      assertThat(err.toString()).contains("\n  remedy: ");
    }
    return err.toString();
  }
}
