package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.RateLimit;
import io.hallmark.crypto.worker.audit.AuditSettings;
import io.hallmark.crypto.worker.keys.KeySettings;
import io.hallmark.crypto.worker.policy.ApprovalRules;
import io.hallmark.crypto.worker.policy.CommandClass;
import io.hallmark.crypto.worker.policy.TenantQuota;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import io.hallmark.messaging.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
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
    assertThat(config.keys().commandsWaitingMax()).isEqualTo(64);
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
                retireWaitMin: 5s
                audit: { unwrittenMax: 500, unwrittenFor: 30s, headEvery: 1s, unsignedFor: 1m }
                """));

    assertThat(config)
        .isEqualTo(
            new CryptoWorkerConfig(
                Path.of("/etc/hsm.yaml"),
                10,
                new KeySettings(2, Duration.ofHours(1), Duration.ofSeconds(5)),
                new AuditSettings(
                    500, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1)),
                WorkerPolicy.DEFAULT));
  }

  @Test
  void read_tenantsAndApprovals_hasThem() throws Exception {
    PublicKey olga = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    Files.writeString(
        folder.resolve("olga.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(olga.getEncoded())));

    WorkerPolicy policy =
        CryptoWorkerFile.read(
                write(
                    """
                    hsm: hsm.yaml
                    tenants:
                      alice: {signaturesPerSecond: 500, inFlightMax: 200}
                      bob: {}
                    approvals:
                      required: {delete: 1, policy: 0}
                      lifeMax: 1d
                      operators: {olga: olga.pem}
                    """))
            .policy();

    assertThat(policy.tenants().quota("alice"))
        .contains(new TenantQuota(Optional.of(RateLimit.perSecond(500)), 200, 100_000_000));
    assertThat(policy.tenants().quota("bob")).contains(TenantQuota.UNLIMITED);
    assertThat(policy.tenants().quota("carol")).isEmpty();
    assertThat(policy.approvals())
        .isEqualTo(
            new ApprovalRules(
                Map.of(CommandClass.DELETE, 1, CommandClass.POLICY, 0),
                Map.of("olga", olga),
                Duration.ofDays(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'hsn: hsm.yaml', hsn",
    "'requestsInFlightMax: 1', hsm is missing",
    "'{hsm: a, requestsInFlightMax: 0}', ':1:31: requestsInFlightMax is 0, expected 1 to 1000000'",
    "'{hsm: a, deletionWaitMin: 10ms}', ':1:27: deletionWaitMin is PT0.01S, expected 1s to 365d'",
    "'{hsm: a, retireWaitMin: 2d}', 'retireWaitMin is PT48H, expected 1s to 1d'",
    "'{hsm: a, commandsWaitingMax: many}', commandsWaitingMax",
    "'{hsm: a, audit: {unwrittenMax: 0}}', 'audit.unwrittenMax is 0, expected 256 to 1000000'",
    "'{hsm: a, tenants: {alice: {keys: 1}}}', 'tenants.alice.keys is not a known key'",
    "'{hsm: a, tenants: {alice: {keysMax: 0}}}', 'tenants.alice.keysMax is 0, expected 1 to'",
    "'{hsm: a, tenants: {alice: {burst: 1}}}', 'tenants.alice.signaturesPerSecond is missing'",
    "'{hsm: a, approvals: {required: {sign: 1}}}', 'approvals.required.sign is not a known key'",
    "'{hsm: a, approvals: {required: {delete: 1}}}', 'approvals.required.delete is 1, expected 0 to 0'",
    "'{hsm: a, approvals: {operators: {olga: none.pem}}}', approvals.operators.olga"
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
