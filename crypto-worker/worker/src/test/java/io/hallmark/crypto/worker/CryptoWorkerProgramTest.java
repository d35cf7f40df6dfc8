package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptoWorkerProgramTest {
  @TempDir private Path folder;

  /** All four parts of one error, and nothing else. */
  private static final String FOUR_PARTS =
      "(?s)error: [^\\n]+\\n  where: [^\\n]+\\n  expected: [^\\n]+\\n  remedy: [^\\n]+\\n";

  private final StringWriter err = new StringWriter();

  @Test
  void program_wrongPin_exitsWith2InFourPartsWithoutThePin() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "program-wrong-pin");
    token.writePin("1234-5678");

    assertThat(runWith("hsm.yaml")).isEqualTo(2);
    assertThat(err.toString())
        .matches(FOUR_PARTS)
        .contains("the PIN is incorrect", "hsm.yaml")
        .doesNotContain("1234-5678");
  }

  @Test
  void program_pinFileOpenToOthers_exitsWith2InFourParts() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "program-open-pin");
    token.writePin(SoftHsmFolder.PIN);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path pin : files.filter(file -> file.toString().contains("pin")).toList()) {
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-rw-rw-"));
      }
    }

    assertThat(runWith("hsm.yaml")).isEqualTo(2);
    assertThat(err.toString())
        .matches(FOUR_PARTS)
        .contains("may be written by others", "chmod 600");
  }

  @Test
  void program_moduleMissing_exitsWith2InFourParts() throws Exception {
    Files.writeString(
        folder.resolve("none.yaml"),
        "tokens: [{name: main, module: none.so, token: {label: a}, pin: {env: PIN}}]\n");

    assertThat(runWith("none.yaml")).isEqualTo(2);
    assertThat(err.toString()).matches(FOUR_PARTS).contains("none.so does not exist");
  }

  private int runWith(String hsmFile) throws IOException {
    Path config = folder.resolve("crypto-worker.yaml");
    Files.writeString(config, "hsm: " + hsmFile + "\n");
    return CryptoWorkerProgram.commandLine()
        .setErr(new PrintWriter(err, true))
        .execute("-k", "127.0.0.1:1", "-i", "crypto-worker-1", "--config", config.toString());
  }

  @Test
  void program_help_showsExamples() {
    StringWriter out = new StringWriter();

    int code = CryptoWorkerProgram.commandLine().setOut(new PrintWriter(out)).execute("--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("--config", "Examples:");
  }
}
