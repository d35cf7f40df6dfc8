package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.worker.audit.AuditSettings;
import io.hallmark.messaging.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CryptoWorkerFileTest {
  @TempDir private Path folder;

  @Test
  void read_hsmOnly_hasDefaultsAndThePathBesideTheFile() throws Exception {
    CryptoWorkerConfig config = CryptoWorkerFile.read(write("hsm: hsm.yaml\n"));

    assertThat(config).isEqualTo(CryptoWorkerConfig.of(folder.resolve("hsm.yaml")));
    assertThat(config.requestsInFlightMax()).isEqualTo(4096);
    assertThat(config.commandsWaitingMax()).isEqualTo(64);
  }

  @Test
  void read_allKeys_hasThem() throws Exception {
    CryptoWorkerConfig config =
        CryptoWorkerFile.read(
            write(
                """
                hsm: /etc/hsm.yaml
                requestsInFlightMax: 10
                commandsWaitingMax: 2
                deletionWaitMin: 1h
                audit: { unwrittenMax: 5, unwrittenFor: 30s, headEvery: 1s }
                """));

    assertThat(config)
        .isEqualTo(
            new CryptoWorkerConfig(
                Path.of("/etc/hsm.yaml"),
                10,
                2,
                Duration.ofHours(1),
                new AuditSettings(5, Duration.ofSeconds(30), Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @CsvSource({
    "'hsn: hsm.yaml', hsn",
    "'requestsInFlightMax: 1', hsm is missing",
    "'{hsm: a, requestsInFlightMax: 0}', requestsInFlightMax must be 1 to 1000000",
    "'{hsm: a, deletionWaitMin: 10ms}', deletionWaitMin must be 1s to 365d",
    "'{hsm: a, commandsWaitingMax: many}', commandsWaitingMax",
    "'{hsm: a, audit: {unwrittenMax: 0}}', audit.unwrittenMax must be 1 to 1000000"
  })
  void read_faultyFile_namesFileAndFault(String yaml, String fault) throws Exception {
    Path file = write(yaml);

    assertThatThrownBy(() -> CryptoWorkerFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(fault);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("crypto-worker.yaml"), yaml);
  }
}
