package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.commandline.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every program has the same manners. */
class EveryProgramTest {
  /** One error, or several. */
  private static final String SHAPE =
      "(?s)(error: [^\\n]+\\n(    [^\\n]+\\n)*(  (where|expected|remedy): [^\\n]+\\n(    [^\\n]+\\n)*)*)+";

  /** What names a file that is not there; a program without files is not among them. */
  private static final Map<String, String> MISSING_FILE =
      Map.ofEntries(
          Map.entry("crypto-worker", "-k 127.0.0.1:1 -i a --config /no/such.yaml"),
          Map.entry("link-manager", "-k 127.0.0.1:1 -i a --config /no/such.yaml"),
          Map.entry("gateway", "-k 127.0.0.1:1 -i a --config /no/such.yaml"),
          Map.entry("hsm", "check /no/such.yaml"),
          Map.entry("crypto", "sign a/b --scheme ecdsa_sha256 --in /no/such -k 127.0.0.1:1"),
          Map.entry("ceremony", "lint /no/such.yaml"),
          Map.entry("fake-ca", "sign-csr --home /no/such /no/such.csr"),
          Map.entry("kafka-setup", "apply -k 127.0.0.1:1 --bus-properties /no/such.properties"),
          Map.entry("p2p-setup", "group -k 127.0.0.1:1 /no/such.yaml"),
          Map.entry(
              "app-simulator",
              "RECEIVER -k 127.0.0.1:1 --bus-properties /no/such.properties --group demo"
                  + " --destination CN=a --messages 1"),
          Map.entry("cluster", "up alice --module /no/such.so --dir /no/such"));

  /** It needs nothing to do its work. */
  private static final String RUNS_ALONE = "demo";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static Stream<String> programs() {
    return Programs.all().stream().map(EveryProgramTest::name);
  }

  static Stream<String> programsWithFiles() {
    return programs().filter(MISSING_FILE::containsKey);
  }

  private static String name(CommandLine program) {
    return program.getCommandName().substring("hallmark ".length());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void noArguments_isWrongUseInTheShape(String program) {
    if (!program.equals(RUNS_ALONE)) {
      assertWrongUse(program);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void unknownOption_isWrongUseInTheShapeAndNamesIt(String program) {
    assertWrongUse(program, "--no-such-option");
    assertThat(err.toString()).contains("--help");
  }

  @ParameterizedTest
  @MethodSource("programsWithFiles")
  void missingFile_isWrongUseInTheShapeAndNamesIt(String program) {
    assertWrongUse(program, MISSING_FILE.get(program).split(" ", -1));
    assertThat(err.toString()).contains("/no/such");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void help_isDoneOnStandardOutput(String program) {
    assertThat(run(program, "--help")).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString()).contains("Usage: hallmark " + program, "Examples:", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  static Stream<CommandSpec> commands() {
    return commands(HallmarkProgram.everything().getCommandSpec())
        .filter(spec -> !spec.usageMessage().hidden());
  }

  private static Stream<CommandSpec> commands(CommandSpec spec) {
    return spec.subcommands().isEmpty()
        ? Stream.of(spec)
        : spec.subcommands().values().stream().flatMap(sub -> commands(sub.getCommandSpec()));
  }

  /** Those that do something; the others list them. */
  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEveryCommand_saysWhatItIsAndShowsItself(CommandSpec spec) {
    String help = spec.commandLine().getUsageMessage();
    assertThat(help).contains("Examples:");
    assertThat(help.substring(help.indexOf("Examples:"))).contains(spec.name());
    assertThat(spec.usageMessage().description()).isNotEmpty();
    spec.args().stream()
        .filter(argument -> !argument.hidden())
        .forEach(argument -> assertThat(argument.description()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void version_isDoneOnStandardOutput(String program) {
    assertThat(run(program, "--version")).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString()).startsWith("hallmark " + program + " ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void everyProgram_isInTheListOfTheFrontDoor() throws Exception {
    List<String> listed =
        Files.readString(Path.of("../bin/lib/programs.sh"))
            .lines()
            .filter(line -> line.contains("|io.hallmark.") && !line.contains("front-door"))
            .map(line -> String.join("|", List.of(line.split("\\|")).subList(0, 2)))
            .toList();
    assertThat(
            Programs.all().stream()
                .map(p -> name(p) + "|" + p.getCommandSpec().userObject().getClass().getName()))
        .containsExactlyElementsOf(listed);
  }

  private void assertWrongUse(String program, String... arguments) {
    assertThat(run(program, arguments)).isEqualTo(ExitCode.WRONG_USE.code());
    assertThat(err.toString()).matches(SHAPE);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String program, String... arguments) {
    CommandLine line =
        Programs.all().stream().filter(p -> name(p).equals(program)).findFirst().orElseThrow();
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
