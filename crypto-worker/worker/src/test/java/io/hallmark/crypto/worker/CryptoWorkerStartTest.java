package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens before the bus is there. */
class CryptoWorkerStartTest {
  /** Port 1 refuses connections. */
  private static final Bus AWAY = Bus.at("127.0.0.1:1");

  @TempDir private Path folder;

  @Test
  void start_wrongPin_failsNamingTheTokenAndNotThePin() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "start-wrong-pin");
    token.writePin("1234-5678");

    assertThatThrownBy(() -> start(token.hsmFile()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("main")
        .hasMessageContaining("PIN")
        .hasMessageNotContaining("1234-5678");
  }

  @Test
  void start_afterAWrongPin_findsTheTokenNotLocked() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "start-not-locked");
    token.writePin("1234-5678");
    assertThatThrownBy(() -> start(token.hsmFile())).isInstanceOf(ConfigurationException.class);
    token.writePin(SoftHsmFolder.PIN);

    try (Worker worker = start(token.hsmFile())) {
      assertThat(worker.readiness().waitingFor()).noneMatch(reason -> reason.contains("token"));
    }
  }

  @Test
  void start_busAway_waitsAndSaysSo() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "start-bus-away");

    try (Worker worker = start(token.hsmFile())) {
      assertThat(worker.readiness().waitingFor()).isNotEmpty();
    }
  }

  @Test
  void start_tokenMissing_waitsAndSaysSo() throws Exception {
    SoftHsmFolder token = SoftHsmFolder.make(folder, "start-missing");
    String file = Files.readString(token.hsmFile());
    Files.writeString(token.hsmFile(), file.replace("start-missing", "nobody"));

    try (Worker worker = start(token.hsmFile())) {
      assertThat(worker.readiness().waitingFor())
          .anyMatch(reason -> reason.contains("main") && reason.contains("nobody"));
      assertThat(worker.readiness().parts().get("token main")).startsWith("not usable: ");
    }
  }

  @Test
  void start_hsmFileWithUnknownKey_failsNamingFileAndKey() throws Exception {
    Path file = folder.resolve("hsm.yaml");
    Files.writeString(file, "tokns: []\n");

    assertThatThrownBy(() -> start(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("hsm.yaml")
        .hasMessageContaining("tokns");
  }

  private static Worker start(Path hsm) {
    WorkerEnvironment environment =
        new WorkerEnvironment(
            AWAY, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC());
    return CryptoWorker.start(environment, CryptoWorkerConfig.of(hsm));
  }
}
