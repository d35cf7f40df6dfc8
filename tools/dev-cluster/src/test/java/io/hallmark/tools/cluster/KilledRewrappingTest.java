package io.hallmark.tools.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.WrappingKeyInfo;
import io.hallmark.crypto.cli.CryptoProgram;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WireKeySpec;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crypto worker, a process of its own, is killed with -9 while it wraps thousands of keys again.
 */
class KilledRewrappingTest {
  private static final int KEYS = 2000;
  private static final int SAMPLED = 97;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ClusterName ALICE = new ClusterName("alice");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private EmbeddedBroker broker;
  private Bus bus;
  private ProcessEntry worker;
  private KeyClient keys;

  @BeforeEach
  void start() throws Exception {
    Layout layout = new Layout(dir);
    broker = EmbeddedBroker.start(layout.bus(ALICE));
    bus = Bus.at(broker.bootstrapServers());
    ClusterTopics.create(bus);
    ClusterToken.make(layout, ALICE, Optional.empty());
    worker =
        new ProcessPlan(layout).worker(ALICE, Kind.CRYPTO_WORKER, 1, broker.bootstrapServers());
    Files.writeString(
        layout.configuration(ALICE, Kind.CRYPTO_WORKER, 1),
        """
        hsm: %s
        retireWaitMin: 1s
        approvals:
          required: { retire: 2 }
          operators: { olga: %s, otto: %s }
        """
            .formatted(layout.hsmFile(ALICE), operator("olga"), operator("otto")));
    launch();
    keys = KeyClients.open(bus, Role.OPERATOR, "operator-1", new SimpleMeterRegistry());
    await().atMost(PATIENCE).until(keys::isReady);
  }

  @AfterEach
  void stop() {
    keys.close();
    Processes.stop(worker);
    broker.close();
  }

  @Test
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  void rewrap_workerKilledInTheMiddle_isGoneOnWithAndTheOldGenerationRetired() throws Exception {
    registerKeys();
    run("keys wrapping rotate alice", 0);
    killOnceSomeAreWrappedAgain();
    KeyTrail left = KeyTrail.read(bus);
    assertThat(left.byGeneration().get(1)).as("still to be done").isNotEmpty();
    assertThat(left.byGeneration().get(2)).as("done before the kill").isNotEmpty();

    launch();
    await().atMost(PATIENCE).until(() -> wrappedBy(2) == KEYS + 2);
    run("keys wrapping list --tenant alice --json", 0);
    assertThat(json().at("/0/keys").asLong()).isZero();
    assertThat(json().at("/1/keys").asLong()).isEqualTo(KEYS + 2);

    KeyTrail trail = KeyTrail.read(bus);
    assertEachWrappedAgainOnce(trail);
    assertSampledSign(trail);
    assertRetiredByApproval();
    assertSampledSign(trail);
  }

  private void launch() {
    worker = new ProcessLauncher().launch(worker);
    Readiness.await(List.of(worker), Readiness.PATIENCE);
  }

  /** Two keys from the token, and thousands that are those two by other names. */
  private void registerKeys() {
    run("keys wrapping create alice", 0);
    run("keys generate alice/ec --category application --spec ec_p256 --wrapped", 0);
    run("keys generate alice/rsa --category application --spec rsa_2048 --wrapped", 0);
    KeyTrail made = KeyTrail.read(bus);
    List<KeyRecord> labelled = new ArrayList<>();
    for (int number = 0; number < KEYS; number++) {
      labelled.add(labelled(made.newest(number % 10 == 0 ? "alice/rsa" : "alice/ec"), number));
    }
    KeyTrail.write(bus, labelled);
    await().atMost(PATIENCE).until(() -> wrappedBy(1) == KEYS + 2);
  }

  private static KeyRecord labelled(KeyRecord key, int number) {
    String alias = "key-%05d".formatted(number);
    try {
      byte[] id =
          MessageDigest.getInstance("SHA-256").digest(alias.getBytes(StandardCharsets.US_ASCII));
      return KeyRecord.newBuilder(key)
          .setAlias(alias)
          .setCkaId(ByteBuffer.wrap(Arrays.copyOf(id, 20)))
          .build();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void killOnceSomeAreWrappedAgain() throws Exception {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> wrappedBy(2) > 0);
    ProcessHandle process = Processes.find(worker).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  /** Its progress, as operators see it. */
  private long wrappedBy(int generation) throws Exception {
    CryptoResult<List<WrappingKeyInfo>> answer =
        keys.wrapping()
            .list(Optional.of("alice"), Instant.now().plusSeconds(10))
            .get(30, TimeUnit.SECONDS);
    return answer instanceof CryptoResult.Done<List<WrappingKeyInfo>> done
        ? done.value().stream()
            .filter(key -> key.generation() == generation)
            .mapToLong(WrappingKeyInfo::keys)
            .sum()
        : 0;
  }

  /** None lost, none begun anew, none wrapped by a key that is not its generation's. */
  private static void assertEachWrappedAgainOnce(KeyTrail trail) {
    assertThat(trail.byGeneration()).containsOnlyKeys(2);
    assertThat(trail.byGeneration().get(2)).hasSize(KEYS + 2);
    for (String name : trail.byGeneration().get(2)) {
      assertThat(trail.records().get(name))
          .as(name)
          .extracting(record -> record.getWrapped().getGeneration())
          .containsExactly(1, 2);
    }
    Map<Integer, Set<ByteBuffer>> wrappingKeys =
        trail.byGeneration().get(2).stream()
            .flatMap(name -> trail.records().get(name).stream())
            .collect(
                Collectors.groupingBy(
                    record -> record.getWrapped().getGeneration(),
                    Collectors.mapping(
                        record -> record.getWrapped().getWrappingKeyId(), Collectors.toSet())));
    assertThat(wrappingKeys.get(1)).hasSize(1);
    assertThat(wrappingKeys.get(2)).hasSize(1).doesNotContainAnyElementsOf(wrappingKeys.get(1));
  }

  private void assertSampledSign(KeyTrail trail) throws Exception {
    try (SigningClient signing =
        SigningClients.open(
            bus,
            KeyCategory.APPLICATION,
            Role.APPLICATION,
            "application-1",
            new SimpleMeterRegistry())) {
      await().atMost(PATIENCE).until(signing::isReady);
      for (int number = 0; number < KEYS; number += SAMPLED) {
        assertSigns(signing, trail.newest("alice/key-%05d".formatted(number)));
      }
    }
  }

  private static void assertSigns(SigningClient signing, KeyRecord key) throws Exception {
    boolean rsa = key.getSpec() == WireKeySpec.RSA_2048;
    SignatureScheme scheme = rsa ? SignatureScheme.RSA_PSS_SHA256 : SignatureScheme.ECDSA_SHA256;
    byte[] content = key.getAlias().getBytes(StandardCharsets.US_ASCII);
    CryptoResult<Signature> signed =
        signing
            .sign(
                new KeyName(key.getTenant(), key.getAlias()),
                scheme,
                content,
                Instant.now().plusSeconds(30))
            .get(60, TimeUnit.SECONDS);
    PublicKey publicKey =
        KeyFactory.getInstance(rsa ? "RSA" : "EC")
            .generatePublic(new X509EncodedKeySpec(key.getPublicKey().array()));
    assertThat(signed).as(key.getAlias()).isInstanceOf(CryptoResult.Done.class);
    Signature signature = ((CryptoResult.Done<Signature>) signed).value();
    assertThat(JcaSignatures.verify(publicKey, scheme, content, signature)).isTrue();
  }

  private void assertRetiredByApproval() throws Exception {
    String retire = "keys wrapping retire alice 1";
    String draft = dir.resolve("retire.json").toString();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              run(retire, 3);
              assertThat(err.toString()).contains("refused, APPROVALS_MISSING");
            });
    run(retire + " --draft " + draft, 0);
    List<String> approvals = new ArrayList<>();
    for (String operator : List.of("olga", "otto")) {
      String approval = dir.resolve(operator + ".approval").toString();
      approvals.add(approval);
      runWithoutBus(
          "approve %s --operator %s --key %s --out %s --yes"
              .formatted(draft, operator, dir.resolve(operator + ".pem"), approval),
          0);
    }

    run(retire + " --json --approval " + String.join(",", approvals), 0);

    assertThat(json().at("/0/state").asText()).isEqualTo("RETIRED");
    run("keys wrapping list --tenant alice --json", 0);
    assertThat(json().at("/0/state").asText()).isEqualTo("RETIRED");
    assertThat(json().at("/1/state").asText()).isEqualTo("IN_USE");
  }

  /** Makes an operator's key pair; the path of its public part. */
  private Path operator(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    pem(name + ".pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
    return pem(name + ".public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private Path pem(String file, String label, byte[] der) throws IOException {
    return Files.writeString(
        dir.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, Base64.getEncoder().encodeToString(der), label));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private void run(String command, int exitCode) {
    runWithoutBus(command + " -k " + broker.bootstrapServers() + " --timeout 60", exitCode);
  }

  private void runWithoutBus(String command, int exitCode) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertThat(
            CryptoProgram.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.of(command.split(" ")).toArray(String[]::new)))
        .as("%s%n%s%s", command, out, err)
        .isEqualTo(exitCode);
  }
}
