package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.commandline.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HallmarkProgramTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    return Program.of(new HallmarkProgram()).setOut(new PrintWriter(out, true)).execute(arguments);
  }

  @Test
  void completion_bash_completesProgramsCommandsAndOptions() throws Exception {
    assertThat(run("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion.sh"), out.toString());
    assertThat(completed(script, "hallmark", "hs")).contains("hsm");
    assertThat(completed(script, "hallmark", "hsm", "sl")).contains("slots");
    assertThat(completed(script, "hallmark", "hsm", "slots", "--mo")).contains("--module");
  }

  @Test
  void man_folder_getsAPageForEveryCommand() throws Exception {
    assertThat(run("man", folder.resolve("man1").toString())).isZero();
    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains("hallmark.1", "hallmark-hsm.1", "hallmark-hsm-slots.1", "hallmark-ceremony.1");
    }
    assertThat(Files.readString(folder.resolve("man1/hallmark-hsm-slots.1")))
        .startsWith(".TH \"HALLMARK\\-HSM\\-SLOTS\" 1")
        .contains(".SH OPTIONS", "\\fB\\-\\-module\\fR", ".SH EXIT STATUS")
        .doesNotContain("${", "@|");
  }

  /** What bash proposes after these words. */
  private static String completed(Path script, String... words) throws Exception {
    String line =
        "source "
            + script
            + "; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; COMPREPLY=(); $(complete -p hallmark | sed 's/.*-F \\([^ ]*\\) .*/\\1/');"
            + " echo \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder(List.of("bash", "-c", line)).redirectErrorStream(true).start();
    String proposed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return proposed;
  }
}
