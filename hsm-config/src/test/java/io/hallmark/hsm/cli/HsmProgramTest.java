package io.hallmark.hsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HsmProgramTest {
  @TempDir static Path directory;
  private static String module;
  private static String environment;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeFolder() throws Exception {
    SoftHsmFolder softHsm = new SoftHsmFolder(directory);
    softHsm.init("alice");
    module = softHsm.module().toString();
    environment = "SOFTHSM2_CONF=" + softHsm.environment().get("SOFTHSM2_CONF");
    Files.writeString(directory.resolve("so.txt"), "87654321");
  }

  private int run(String... arguments) {
    CommandLine program = HsmProgram.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return program.execute(arguments);
  }

  private String file(String label, String pin) throws Exception {
    Path file = directory.resolve("hsm-" + label + ".yaml");
    Files.writeString(
        file,
        """
        tokens:
          - name: main
            module: %s
            token: { label: %s }
            pin: { file: %s }
            environment: { SOFTHSM2_CONF: softhsm2.conf }
        """
            .formatted(module, label, pin));
    return file.toString();
  }

  @Test
  void slots_module_listsTheToken() {
    assertThat(run("slots", "--module", module, "--env", environment)).isZero();
    assertThat(out.toString())
        .contains(
            "serial",
            "label",
            "alice",
            "model",
            "firmware",
            "flags",
            "PIN tries",
            "sessions",
            "free memory",
            "clock");
  }

  @Test
  void slots_json_isJson() throws Exception {
    assertThat(run("slots", "--json", "--module", module, "--env", environment)).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).findValuesAsText("label"))
        .contains("alice");
  }

  @Test
  void mechanisms_token_namesOurs() {
    assertThat(run("mechanisms", "--module", module, "--env", environment, "--label", "alice"))
        .isZero();
    assertThat(out.toString()).contains("CKM_ECDSA");
  }

  @Test
  void check_goodFile_isDone() throws Exception {
    assertThat(run("check", file("alice", "pin.txt"))).isZero();
    assertThat(out.toString())
        .contains("✓ login", "✓ sessions", "open at once", "✓ random", "SP 800-90B 4.4.1")
        .contains("✓ wrapping", "there and back", "CKM_ECDSA (112-521 bits)")
        .contains("✓ clock of the token", "clock of the host", "✓ PIN tries")
        .doesNotContain("✗");
    assertThat(err.toString()).contains("0 not met");
  }

  @Test
  void check_json_saysOk() throws Exception {
    assertThat(run("check", "--json", file("alice", "pin.txt"))).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get(0).get("ok").asBoolean()).isTrue();
  }

  @Test
  void check_wrongPin_isMisuseAndDoesNotShowIt() throws Exception {
    Files.writeString(directory.resolve("bad.txt"), "998877");
    assertThat(run("check", file("alice", "bad.txt"))).isEqualTo(2);
    assertThat(out.toString()).contains("✗ login", "PIN is incorrect");
    assertThat(out.toString() + err).doesNotContain("998877");
  }

  @Test
  void check_missingToken_isMisuse() throws Exception {
    assertThat(run("check", file("nobody", "pin.txt"))).isEqualTo(2);
    assertThat(out.toString()).contains("nobody");
  }

  @Test
  void check_badFile_reportsEveryFault() throws Exception {
    Path file = Files.writeString(directory.resolve("bad.yaml"), "tokens:\n  - lanes: 0\n");
    assertThat(run("check", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("tokens[0].lanes").contains("tokens[0].name");
  }

  @Test
  void initToken_newLabel_printsItsSerialAndRefusesASecond() throws Exception {
    String[] arguments = {
      "init-token",
      "--module",
      module,
      "--env",
      environment,
      "--label",
      "bob",
      "--so-pin-file",
      directory.resolve("so.txt").toString(),
      "--pin-file",
      directory.resolve("pin.txt").toString()
    };
    assertThat(run(arguments)).isZero();
    assertThat(out.toString().trim()).matches("[0-9a-f]{16}");
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(run("keys", file("bob", "pin.txt"))).isZero();
  }

  @Test
  void noCommand_isMisuse() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Examples");
  }
}
