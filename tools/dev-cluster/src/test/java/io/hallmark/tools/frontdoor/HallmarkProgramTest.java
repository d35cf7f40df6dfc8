package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.commandline.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

class HallmarkProgramTest {
  private static final Path GROFF = Path.of("/usr/bin/groff");

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
    assertThat(completed(script, "hallmark", "crypto", "keys", "wrapping", "re"))
        .contains("retire");
    assertThat(completed(script, "hallmark", "crypto", "batch", "--out")).contains("--out-dir");
    assertThat(completed(script, "hallmark", "crypto", "sign", "--scheme", "ed"))
        .contains("ed25519");
    assertThat(completed(script, "hallmark", "hsm", "init", "lu")).contains("luna");
    String there = Files.writeString(folder.resolve("there.yaml"), "").toString();
    assertThat(completed(script, "hallmark", "hsm", "check", folder + "/the")).contains(there);
  }

  @Test
  void man_folder_getsAPageForEveryCommand() throws Exception {
    Path man1 = folder.resolve("man1");
    assertThat(run("man", man1.toString())).isZero();
    assertThat(files(man1))
        .contains("hallmark.1", "hallmark-hsm.1", "hallmark-hsm-slots.1", "hallmark-ceremony.1");
    assertThat(Files.readString(man1.resolve("hallmark-hsm-slots.1")))
        .startsWith(".TH \"HALLMARK\\-HSM\\-SLOTS\" 1")
        .contains(".SH OPTIONS", "\\fB\\-\\-module\\fR", ".SH EXIT STATUS", ".SH EXAMPLES");
    if (Files.isExecutable(GROFF)) {
      assertThat(warnings(man1)).isEmpty();
    }
  }

  @Test
  void man_everyPage_namesItsOptionsAndHoldsNoMarkup() {
    Map<String, String> sources = ManSource.of(HallmarkProgram.everything());
    specs(HallmarkProgram.everything().getCommandSpec())
        .forEach(
            spec -> {
              String page = ManPage.of(sources.get(spec.qualifiedName("-").replace(' ', '-')));
              assertThat(page).doesNotContain("${", "@|", "pass:", "xref:", "::\n", "....\n");
              assertThat(page.replaceAll("(?s)\\n\\.nf\\n.*?\\n\\.fi\\n", ""))
                  .doesNotContainPattern("\\*\\\\-|(?<!\\w)_[A-Z]");
              spec.options().stream()
                  .filter(option -> !option.hidden())
                  .forEach(
                      option ->
                          assertThat(page)
                              .contains("\n\\fB" + option.names()[0].replace("-", "\\-") + "\\fR"));
            });
  }

  @Test
  void man_asciidoc_isThatOfPicocli() throws Exception {
    assertThat(run("man", "--asciidoc", folder.toString())).isZero();
    assertThat(Files.readString(folder.resolve("hallmark-hsm-check.adoc")))
        .startsWith("// tag::picocli-generated-full-manpage[]")
        .contains("*--token*=_NAME_::", "== Exit Status", "*hallmark-hsm*(1)");
  }

  private static Stream<CommandSpec> specs(CommandSpec spec) {
    return Stream.concat(
        Stream.of(spec),
        spec.subcommands().values().stream().flatMap(sub -> specs(sub.getCommandSpec())));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** What groff, which man is made of, has to say of all pages. */
  private static String warnings(Path man1) throws Exception {
    List<String> command = new ArrayList<>(List.of(GROFF.toString(), "-man", "-ww", "-z"));
    files(man1).forEach(file -> command.add(man1.resolve(file).toString()));
    Process groff = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(groff.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
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
