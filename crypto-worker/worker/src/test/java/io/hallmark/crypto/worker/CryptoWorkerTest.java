package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.SessionSignatureContent;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.crypto.TlsSignatureContent;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcClientSettings;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.OtherVersion;
import io.hallmark.messaging.schema.SchemaView;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import io.hallmark.messaging.wire.crypto.WireSignatureScheme;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worker on a real broker, with a token in memory. */
class CryptoWorkerTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Map<KeyCategory, Role> CALLERS =
      Map.of(
          KeyCategory.TLS, Role.GATEWAY,
          KeyCategory.SESSION, Role.LINK_MANAGER,
          KeyCategory.APPLICATION, Role.APPLICATION);
  private static final Map<KeyCategory, byte[]> CONTENTS =
      Map.of(
          KeyCategory.TLS,
          TlsSignatureContent.encode(TlsSignatureContent.Side.SERVER, new byte[32]),
          KeyCategory.SESSION,
          SessionSignatureContent.encode(SessionSignatureContent.Side.RESPONDER, new byte[32]),
          KeyCategory.APPLICATION,
          "a contract".getBytes(StandardCharsets.UTF_8));

  private static final FakeToken TOKEN = new FakeToken("main");
  private static final MeterRegistry METRICS = new SimpleMeterRegistry();
  private static final Map<KeyCategory, SigningClient> SIGNING = new EnumMap<>(KeyCategory.class);

  private static final SchemasOnDemand SCHEMAS =
      new SchemasOnDemand(
          () -> SchemaView.start(CryptoWorkerTest.bus, "crypto-worker-test", METRICS));

  private static EmbeddedBroker broker;
  private static Bus bus;
  private static Worker worker;
  private static KeyClient keys;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder);
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    worker = startWorker("crypto-worker-1", METRICS);
    keys = KeyClients.open(bus, Role.OPERATOR, "operator-1", new SimpleMeterRegistry());
    CALLERS.forEach((category, role) -> SIGNING.put(category, client(category, role)));
    await()
        .atMost(START_MAX)
        .untilAsserted(() -> assertThat(worker.readiness().waitingFor()).isEmpty());
    await().atMost(START_MAX).until(keys::isReady);
    SIGNING.values().forEach(client -> await().atMost(START_MAX).until(client::isReady));
  }

  @AfterAll
  static void stop() {
    SIGNING.values().forEach(SigningClient::close);
    keys.close();
    worker.close();
    SCHEMAS.close();
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUDIT")
  void sign_keyOfTheCategory_verifies(KeyCategory category) throws Exception {
    KeyInfo key = generate("signs-" + category.id(), category);

    CryptoResult<Signature> result = sign(key.name(), category, CONTENTS.get(category));

    assertThat(verifies(key, CONTENTS.get(category), done(result))).isTrue();
    assertThat(
            METRICS
                .get("hallmark.crypto.signatures")
                .tag("category", category.id())
                .counter()
                .count())
        .isPositive();
  }

  @Test
  void signBatch_manyContents_eachSignatureVerifies() throws Exception {
    KeyInfo key = generate("signs-many", KeyCategory.APPLICATION);
    List<byte[]> contents =
        IntStream.range(0, 100)
            .mapToObj(i -> ("contract " + i).getBytes(StandardCharsets.UTF_8))
            .toList();

    List<CryptoResult<Signature>> results =
        done(
            SIGNING
                .get(KeyCategory.APPLICATION)
                .signBatch(key.name(), SignatureScheme.ECDSA_SHA256, contents, inAMinute())
                .get(60, TimeUnit.SECONDS));

    assertThat(results).hasSameSizeAs(contents);
    for (int i = 0; i < contents.size(); i++) {
      assertThat(verifies(key, contents.get(i), done(results.get(i)))).isTrue();
    }
  }

  @Test
  void signBatch_unknownKeyOrNoContents_isRefused() throws Exception {
    SigningClient client = SIGNING.get(KeyCategory.APPLICATION);
    KeyName name = new KeyName("alice", "nobody");

    CryptoResult<List<CryptoResult<Signature>>> each =
        client
            .signBatch(name, SignatureScheme.ECDSA_SHA256, List.of(new byte[1]), inAMinute())
            .get(60, TimeUnit.SECONDS);
    CryptoResult<List<CryptoResult<Signature>>> none =
        client
            .signBatch(name, SignatureScheme.ECDSA_SHA256, List.of(), inAMinute())
            .get(60, TimeUnit.SECONDS);

    assertThat(reason(done(each).get(0))).isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(reason(none)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void sign_unknownKey_isRefused() throws Exception {
    KeyName name = new KeyName("alice", "nobody");

    assertThat(reason(sign(name, KeyCategory.APPLICATION, new byte[1])))
        .isEqualTo(Reason.UNKNOWN_KEY);
  }

  @Test
  void sign_tlsKeyOnTheApplicationTopic_isRefused() throws Exception {
    KeyInfo key = generate("stays-tls", KeyCategory.TLS);

    assertThat(reason(sign(key.name(), KeyCategory.APPLICATION, new byte[1])))
        .isEqualTo(Reason.WRONG_CATEGORY);
  }

  /** The worker makes its audit key itself, and signs nothing with it that anybody asks for. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUDIT")
  void sign_auditKey_isRefusedOnEveryTopic(KeyCategory category) {
    KeyName audit = new KeyName("hallmark-audit", "crypto-worker-1");

    await()
        .atMost(START_MAX)
        .untilAsserted(
            () ->
                assertThat(reason(sign(audit, category, CONTENTS.get(category))))
                    .isEqualTo(Reason.WRONG_CATEGORY));
  }

  @Test
  void generate_auditKey_isRefused() throws Exception {
    CryptoResult<KeyInfo> result =
        keys.generate(
                new KeyName("alice", "audits"), KeyCategory.AUDIT, KeySpec.EC_P256, inAMinute())
            .get(60, TimeUnit.SECONDS);

    assertThat(reason(result)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void sign_certificationRequestOnTheTlsTopic_isRefused() throws Exception {
    KeyInfo key = generate("signs-no-csr", KeyCategory.TLS);

    assertThat(reason(sign(key.name(), KeyCategory.TLS, new byte[] {0x30, 0x59, 0x02})))
        .isEqualTo(Reason.WRONG_CONTENT);
  }

  @Test
  void sign_tokenSlowerThanTheDeadline_isAnsweredByThen() throws Exception {
    KeyInfo key = generate("slow", KeyCategory.APPLICATION);
    TOKEN.delay(Duration.ofSeconds(1));
    try {
      CompletableFuture<CryptoResult<Signature>> answer =
          SIGNING
              .get(KeyCategory.APPLICATION)
              .sign(
                  key.name(),
                  SignatureScheme.ECDSA_SHA256,
                  new byte[1],
                  Instant.now().plusMillis(300));

      assertThat(answer.get(900, TimeUnit.MILLISECONDS)).isNotInstanceOf(CryptoResult.Done.class);
    } finally {
      TOKEN.delay(Duration.ZERO);
    }
  }

  @Test
  void generate_again_answersWithTheSameKeyAndOtherSpecIsAConflict() throws Exception {
    KeyInfo first = generate("again", KeyCategory.SESSION);
    KeyInfo second = generate("again", KeyCategory.SESSION);

    assertThat(second).isEqualTo(first);
    assertThat(
            reason(
                keys.generate(first.name(), KeyCategory.SESSION, KeySpec.EC_P384, inAMinute())
                    .get(60, TimeUnit.SECONDS)))
        .isEqualTo(Reason.CONFLICT);
  }

  @Test
  void certificationRequest_ofATlsKey_holdsItsPublicKeyAndNames() throws Exception {
    KeyInfo key = generate("certified", KeyCategory.TLS);

    byte[] request =
        done(
            keys.certificationRequest(
                    key.name(),
                    "O=Alice,L=Zurich,C=CH",
                    List.of("alice.example"),
                    List.of("127.0.0.1"),
                    inAMinute())
                .get(60, TimeUnit.SECONDS));

    PKCS10CertificationRequest read = new PKCS10CertificationRequest(request);
    byte[] content = read.toASN1Structure().getCertificationRequestInfo().getEncoded("DER");
    assertThat(verifies(key, content, Signature.of(read.getSignature()))).isTrue();
  }

  @Test
  void secondWorker_ofTheSameCluster_readsTheKeysAndSigns() throws Exception {
    KeyInfo key = generate("shared", KeyCategory.APPLICATION);
    MeterRegistry metrics = new SimpleMeterRegistry();
    try (Worker second = startWorker("crypto-worker-2", metrics)) {
      await()
          .atMost(START_MAX)
          .untilAsserted(() -> assertThat(second.readiness().waitingFor()).isEmpty());
      await()
          .atMost(START_MAX)
          .untilAsserted(
              () -> {
                done(sign(key.name(), KeyCategory.APPLICATION, new byte[1]));
                assertThat(
                        metrics
                            .get("hallmark.crypto.signatures")
                            .tag("category", "application")
                            .counter()
                            .count())
                    .isPositive();
              });
    }
  }

  @Test
  void readiness_tokenDown_namesTheTokenAndWhy() {
    TOKEN.state(false, "device removed");
    try {
      assertThat(worker.readiness().waitingFor()).containsExactly("token main: device removed");
    } finally {
      TOKEN.state(true, "logged in");
    }
  }

  @Test
  void sign_callerOfANewerVersion_isSignedByTheOlderWorker() throws Exception {
    KeyInfo key = generate("newer-caller", KeyCategory.APPLICATION);
    byte[] content = CONTENTS.get(KeyCategory.APPLICATION);
    SignRequest request =
        new SignRequest(
            key.name().tenant(),
            key.name().alias(),
            WireSignatureScheme.ECDSA_SHA256,
            ByteBuffer.wrap(content),
            List.of(),
            false);
    RpcClientSettings settings =
        RpcClientSettings.of(
            TopicCatalogue.CRYPTO_SIGN_APPLICATION,
            TopicCatalogue.cryptoReplies(Role.APPLICATION),
            "newer-1");
    OtherVersion newer = OtherVersion.newer(SignRequest.getClassSchema(), "novelty");
    newer.publish(bus);
    try (RpcClient client = RpcClient.start(bus, settings, new SimpleMeterRegistry())) {
      await().atMost(START_MAX).until(client::isReady);
      RpcOutcome outcome =
          client.call(Body.wrap(newer.encode(request)), inAMinute()).get(60, TimeUnit.SECONDS);

      assertThat(outcome).isInstanceOf(RpcOutcome.Done.class);
      byte[] reply = ((RpcOutcome.Done) outcome).reply().toByteArray();
      byte[] signature = CryptoWire.bytes(Codec.of(SignReply.class).decode(reply).getSignature());
      assertThat(verifies(key, content, Signature.of(signature))).isTrue();
    }
  }

  private static Worker startWorker(String instance, MeterRegistry metrics) {
    WorkerEnvironment environment =
        new WorkerEnvironment(bus, instance, metrics, Clock.systemUTC()).with(SCHEMAS);
    return CryptoWorker.start(
        environment,
        CryptoWorkerConfig.of(Path.of("unused")),
        Map.of("main", () -> new SharedToken(TOKEN)));
  }

  private static SigningClient client(KeyCategory category, Role role) {
    return SigningClients.open(bus, category, role, role.id() + "-1", new SimpleMeterRegistry());
  }

  private static KeyInfo generate(String alias, KeyCategory category) throws Exception {
    return done(
        keys.generate(new KeyName("alice", alias), category, KeySpec.EC_P256, inAMinute())
            .get(60, TimeUnit.SECONDS));
  }

  private static CryptoResult<Signature> sign(KeyName key, KeyCategory category, byte[] content)
      throws Exception {
    return SIGNING
        .get(category)
        .sign(key, SignatureScheme.ECDSA_SHA256, content, inAMinute())
        .get(60, TimeUnit.SECONDS);
  }

  private static boolean verifies(KeyInfo key, byte[] content, Signature signature)
      throws Exception {
    return JcaSignatures.verify(key.publicKey(), SignatureScheme.ECDSA_SHA256, content, signature);
  }

  private static Instant inAMinute() {
    return Instant.now().plusSeconds(60);
  }

  private static <T> T done(CryptoResult<T> result) {
    assertThat(result).isInstanceOf(CryptoResult.Done.class);
    return ((CryptoResult.Done<T>) result).value();
  }

  private static <T> Reason reason(CryptoResult<T> result) {
    assertThat(result).isInstanceOf(CryptoResult.Refused.class);
    return ((CryptoResult.Refused<T>) result).refusal().reason();
  }
}
