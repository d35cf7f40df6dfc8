package io.hallmark.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ProgramTest {
  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      subcommands = {Read.class, Bug.class})
  static final class Sample extends CommandGroup {}

  @Command(
      name = "read",
      mixinStandardHelpOptions = true,
      description = {"Reads a file, and does so for as", "often as it is told. Changes nothing."})
  static final class Read implements Callable<Integer> {
    private static final int TIMES_MAX = 9;

    @Parameters(description = "what is read")
    Path file;

    @Option(names = "--times", paramLabel = "N", description = "how often")
    int times;

    @Override
    public Integer call() throws Exception {
      if (times > TIMES_MAX) {
        throw new IllegalArgumentException(
            "times must be at most %d, got %d".formatted(TIMES_MAX, times));
      }
      if (times < 0) {
        throw new CommandFailure(
            ExitCode.REFUSED, Problem.of("times is " + times).expecting("0 or more"));
      }
      Files.readString(file);
      return 0;
    }
  }

  @Command(name = "bug")
  static final class Bug implements Runnable {
    @Option(names = "--deep")
    boolean deep;

    @Override
    public void run() {
      if (deep) {
        throw new StackOverflowError("too deep");
      }
      throw new IllegalStateException("what now");
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Program.of(new Sample());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void noArguments_isWrongUseAndNamesTheCommands() {
    assertThat(run()).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString().lines())
        .containsExactly(
            "error: a command is missing",
            "  where: hallmark sample",
            "  expected: one of read, bug",
            "  remedy: see 'hallmark sample --help'");
  }

  @Test
  void unknownOption_isWrongUseWithASuggestion() {
    assertThat(run("read", "a", "--tims", "3")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString().lines().toList())
        .startsWith("error: unknown option --tims", "  where: hallmark sample read")
        .last()
        .asString()
        .contains("--times")
        .endsWith("see 'hallmark sample read --help'");
  }

  @Test
  void unknownCommand_isWrongUseAndListsThem() {
    assertThat(run("raed")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString()).contains("no command is called \"raed\"", "one of read, bug");
  }

  @Test
  void missingFile_isWrongUseAndNamesIt() {
    assertThat(run("read", "none.txt")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString()).contains("error: there is no file none.txt", "  remedy: ");
  }

  @Test
  void failureOfOurs_hasItsShapeAndCode() {
    assertThat(run("read", "a", "--times=-1")).isEqualTo(ExitCode.REFUSED.code());
    assertThat(err.toString().lines())
        .containsExactly(
            "error: times is -1", "  where: hallmark sample read", "  expected: 0 or more");
  }

  @Test
  void missingParameter_isWrongUseAndSaysWhatItIs() {
    assertThat(run("read")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString().lines())
        .containsExactly(
            "error: missing required parameter: '<file>'",
            "  where: hallmark sample read",
            "  expected: <file> (what is read)",
            "  remedy: see 'hallmark sample read --help'");
  }

  @Test
  void valueOfAnotherType_isWrongUseAndSaysWhatIsExpected() {
    assertThat(run("read", "a", "--times", "often")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString()).contains("'often'", "  expected: --times=N (how often)");
  }

  @Test
  void exceptionInOneLine_isToldInFourParts() {
    assertThat(run("read", "a", "--times", "10")).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString().lines())
        .containsExactly(
            "error: times is 10",
            "  where: hallmark sample read",
            "  expected: at most 9",
            "  remedy: see 'hallmark sample read --help'");
  }

  @Test
  void oneLine_eachForm_isReadIntoItsParts() {
    assertThat(Problem.read("port 9092 is taken, expected a free one; give another with --port"))
        .isEqualTo(new Problem("port 9092 is taken", "", "a free one", "give another with --port"));
    assertThat(Problem.read("lanes must be 1 to 64, got 0"))
        .isEqualTo(new Problem("lanes is 0", "", "1 to 64", ""));
    assertThat(Problem.read("a.pem is no PEM; expected a certificate"))
        .isEqualTo(new Problem("a.pem is no PEM", "", "a certificate", ""));
    assertThat(Problem.read("first; second\nthird, expected it"))
        .isEqualTo(Problem.of("first; second\nthird, expected it"));
  }

  @Test
  void bug_isFailedWithoutAStackTrace() {
    assertThat(run("bug")).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString())
        .contains("what now", "HALLMARK_STACK_TRACES")
        .doesNotContain("\tat ");
  }

  @Test
  void help_ofAGroup_hasTheFirstSentenceOfEachCommandWhole() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines())
        .contains("  read  Reads a file, and does so for as often as it is told.")
        .noneMatch(line -> line.contains("Changes nothing"));
  }

  @Test
  void errorOfTheMachine_isFailedWithoutAStackTrace() {
    assertThat(run("bug", "--deep")).isEqualTo(ExitCode.FAILED.code());
    assertThat(err.toString())
        .startsWith("error: unexpected java.lang.StackOverflowError: too deep")
        .contains("HALLMARK_STACK_TRACES")
        .doesNotContain("\tat ");
  }

  @Test
  void helpAndVersion_areDoneOnStandardOutput() {
    assertThat(run("read", "--help")).isZero();
    assertThat(run("read", "--version")).isZero();
    assertThat(out.toString()).contains("Usage: hallmark sample read", "hallmark sample (not from");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:", ExitCode.WRONG_USE.meaning());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void exitCodes_documentedTable_isThatOfTheEnum() throws Exception {
    Path page = Path.of("../docs/operations/exit-codes.md");
    assertThat(Files.readString(page).lines().filter(line -> line.matches("\\| [0-9]+ .*")))
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values())
                .map(code -> "| %d | %s |".formatted(code.code(), code.meaning()))
                .toList());
  }
}
