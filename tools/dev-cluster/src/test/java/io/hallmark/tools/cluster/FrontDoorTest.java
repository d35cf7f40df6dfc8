package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in tools/bin, run as a person would. */
class FrontDoorTest {
  private static final Path BIN = bin();
  private static final Path PROGRAMS = BIN.resolve("lib/programs.sh");

  /** What a script printed, both streams together, and its exit code. */
  private record Ended(int code, String text) {}

  /** A line of the list. */
  private record Program(String name, String main) {
    static Program parse(String line) {
      String[] columns = line.split("\\|", -1);
      return new Program(columns[0], columns[1]);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void hallmark_alone_listsEveryProgram() throws Exception {
    Ended ended = run("hallmark");
    assertThat(ended.code()).isZero();
    for (Program program : programs().toList()) {
      assertThat(ended.text()).contains("  " + program.name() + " ");
    }
  }

  @Test
  void hallmark_withAnUnknownProgram_isMisuseNamingIt() throws Exception {
    Ended ended = run("hallmark", "no-such-program");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.text()).contains("no-such-program");
  }

  /** The class that the list names is there and explains itself. */
  @ParameterizedTest
  @MethodSource("programs")
  void program_askedForHelp_givesIt(Program program) throws Exception {
    Ended ended =
        end(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            program.main(),
            "--help");
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text()).contains("Usage: hallmark " + program.name());
  }

  static Stream<Program> programs() throws IOException {
    return Files.readAllLines(PROGRAMS).stream()
        .filter(line -> line.matches("[a-z0-9-]+\\|io\\.hallmark\\..*"))
        .map(Program::parse);
  }

  private static Ended run(String script, String... arguments) throws Exception {
    return end(
        Stream.concat(Stream.of(BIN.resolve(script).toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static Ended end(String... command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private static Path bin() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("tools/bin/hallmark"))) {
      folder = folder.getParent();
    }
    return folder.resolve("tools/bin");
  }
}
