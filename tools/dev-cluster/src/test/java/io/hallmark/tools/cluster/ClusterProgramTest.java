package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterProgramTest {
  private static final int MISUSE = 2;

  @TempDir Path dir;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"up", "status", "start", "stop", "send", "receive", "down"})
  void help_ofEveryCommand_isDone(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("--dir");
  }

  @Test
  void run_withoutACommand_isMisuse() {
    assertThat(run()).isEqualTo(MISUSE);
    assertThat(err.toString()).contains("a command is missing");
  }

  @Test
  void status_ofAFolderWithoutClusters_saysHowToMakeSome() {
    assertThat(run("status", "--dir", dir.toString())).isEqualTo(MISUSE);
    assertThat(err.toString()).contains("cluster up").contains(dir.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Alice", "a b", "../x", "-", ""})
  void up_withABadName_isMisuseAndMakesNothing(String name) {
    assertThat(run("up", "--dir", dir.resolve("new").toString(), "--", name)).isEqualTo(MISUSE);
    assertThat(dir.resolve("new")).doesNotExist();
  }

  @Test
  void up_withANameTwice_isMisuse() {
    assertThat(run("up", "alice", "alice", "--dir", dir.toString())).isEqualTo(MISUSE);
    assertThat(err.toString()).contains("name of its own");
  }

  @Test
  void up_withAModuleThatIsNoFile_isMisuseNamingIt() {
    assertThat(run("up", "alice", "--dir", dir.toString(), "--module", "/no/such.so"))
        .isEqualTo(MISUSE);
    assertThat(err.toString()).contains("/no/such.so");
  }

  @Test
  void up_intoAFolderThatHoldsClusters_isMisuseAndChangesNothing() throws Exception {
    Manifest.empty("play").save(new Layout(dir));
    byte[] before = Files.readAllBytes(dir.resolve("cluster.json"));
    assertThat(run("up", "alice", "--dir", dir.toString())).isEqualTo(MISUSE);
    assertThat(err.toString()).contains("cluster down");
    assertThat(dir.resolve("cluster.json")).hasBinaryContent(before);
  }

  @Test
  void demo_withTooSmallASize_isMisuse() {
    CommandLine demo = DemoProgram.commandLine().setErr(new PrintWriter(err, true));
    assertThat(demo.execute("--size", "1")).isEqualTo(MISUSE);
    assertThat(err.toString()).contains("--size is");
  }

  private int run(String... arguments) {
    return ClusterProgram.commandLine()
        .setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }
}
