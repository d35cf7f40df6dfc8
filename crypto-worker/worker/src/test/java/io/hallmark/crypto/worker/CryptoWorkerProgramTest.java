package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptoWorkerProgramTest {
  @TempDir private Path folder;

  @Test
  void program_wrongPin_exitsWith2() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "program-wrong-pin");
    token.writePin("1234-5678");
    Path config = folder.resolve("crypto-worker.yaml");
    Files.writeString(config, "hsm: hsm.yaml\n");

    int code =
        CryptoWorkerProgram.commandLine()
            .execute("-k", "127.0.0.1:1", "-i", "crypto-worker-1", "--config", config.toString());

    assertThat(code).isEqualTo(2);
  }

  @Test
  void program_help_showsExamples() {
    StringWriter out = new StringWriter();

    int code = CryptoWorkerProgram.commandLine().setOut(new PrintWriter(out)).execute("--help");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("--config", "Examples:");
  }
}
