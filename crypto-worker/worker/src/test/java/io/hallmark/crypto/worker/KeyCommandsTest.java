package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.crypto.cli.CryptoProgram;
import io.hallmark.crypto.worker.policy.ApprovalRules;
import io.hallmark.crypto.worker.policy.CommandClass;
import io.hallmark.crypto.worker.policy.Tenants;
import io.hallmark.crypto.worker.policy.WorkerPolicy;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys' whole lives by {@code crypto}, against a worker with a SoftHSM token on a real broker. */
class KeyCommandsTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static OperatorFolder operators;
  private static EmbeddedBroker broker;
  private static Worker worker;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    operators = new OperatorFolder(folder);
    WorkerPolicy policy =
        new WorkerPolicy(
            Tenants.ALL,
            new ApprovalRules(
                Map.of(CommandClass.DELETE, 2, CommandClass.RETIRE, 1, CommandClass.POLICY, 0),
                Map.of("olga", operators.add("olga", "EC"), "otto", operators.add("otto", "EC")),
                Duration.ofDays(7)));
    SoftHsmFolder hsm = SoftHsmFolder.make(folder.resolve("hsm"), "commands");
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    Bus bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    worker =
        CryptoWorker.start(
            new WorkerEnvironment(
                bus, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC()),
            CryptoWorkerConfig.of(hsm.hsmFile()).withPolicy(policy));
    await()
        .atMost(START_MAX)
        .untilAsserted(() -> assertThat(worker.readiness().waitingFor()).isEmpty());
  }

  @AfterAll
  static void stop() {
    worker.close();
    broker.close();
  }

  @Test
  void key_disabledAndEnabled_signsOnlyWhileEnabled() {
    assertThat(run("keys generate life/one --category application --spec ec_p256")).isZero();
    assertThat(run("keys disable life/one")).isZero();
    assertThat(out.toString()).contains("state     DISABLED");
    assertThat(sign("life/one")).isEqualTo(3);
    assertThat(err.toString()).contains("refused, KEY_DISABLED");
    assertThat(run("keys list --tenant life --state disabled --spec ec_p256 --prefix on")).isZero();
    assertThat(out.toString()).contains("life/one");
    assertThat(run("keys list --tenant life --state disabled --prefix another")).isZero();
    assertThat(out.toString()).doesNotContain("life/one");

    assertThat(run("keys enable life/one")).isZero();
    assertThat(sign("life/one")).isZero();
  }

  @Test
  void delete_approved_saysWhenAndCanBeUndone() throws Exception {
    Path draft = folder.resolve("delete.json");
    String delete = "keys delete gone/one --wait 8d";
    assertThat(run("keys generate gone/one --category application --spec ec_p256")).isZero();
    assertThat(run(delete)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, APPROVALS_MISSING");

    assertThat(run(delete + " --draft " + draft)).isZero();
    approve(draft, "olga", "otto");
    assertThat(run("keys delete gone/one --wait 9d" + approval(draft, "olga", "otto")))
        .isEqualTo(3);
    assertThat(err.toString()).contains("refused, APPROVAL_OF_ANOTHER_COMMAND");
    assertThat(run(delete + " --json" + approval(draft, "olga", "otto"))).isZero();
    Instant end = Instant.parse(json().get("deletionAt").asText());
    assertThat(Duration.between(Instant.now(), end))
        .isBetween(Duration.ofDays(7), Duration.ofDays(8));
    assertThat(err.toString()).contains("will be destroyed at " + end);
    assertThat(sign("gone/one")).isEqualTo(3);

    assertThat(run("keys undelete gone/one")).isZero();
    assertThat(out.toString()).contains("state     DISABLED");
    assertThat(run("keys enable gone/one")).isZero();
    assertThat(sign("gone/one")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ec_p384, ecdsa_sha384", "rsa_2048, rsa_pss_sha256", "rsa_2048, rsa_pkcs1_sha512"})
  void sign_digestOfALargeFile_isDoneWhereThePolicyAllowsItAndVerifiesOverTheFile(
      String kind, String scheme) throws Exception {
    Path large = Files.write(folder.resolve("large.img"), new byte[3 << 20]);
    Path signature = folder.resolve("large.%s.sig".formatted(scheme));
    String key = "large/" + scheme.replace('_', '-');
    String sign = "sign %s --scheme %s --digest --in %s".formatted(key, scheme, large);
    assertThat(run("keys generate %s --category application --spec %s".formatted(key, kind)))
        .isZero();
    assertThat(run(sign)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, DIGEST_NOT_ALLOWED");
    assertThat(run("policy set %s --content any_or_digest".formatted(key))).isZero();

    assertThat(run(sign + " --out " + signature)).isZero();

    String verify = "verify %s --scheme %s --in %s --signature %s";
    assertThat(run(verify.formatted(key, scheme, large, signature))).isZero();
    assertThat(run(verify.formatted(key, scheme, content(), signature))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ec_p256, ecdsa_sha256",
    "ec_p521, ecdsa_sha512",
    "ec_secp256k1, ecdsa_sha256",
    "ed25519, ed25519",
    "rsa_2048, rsa_pkcs1_sha384",
    "rsa_3072, rsa_pss_sha512"
  })
  void sign_byEachKindOfKey_verifiesByItsNameAndByItsFile(String kind, String scheme)
      throws Exception {
    Path file = folder.resolve(kind + ".pem");
    Path signature = folder.resolve(kind + ".sig");
    String key = "kinds/" + kind.replace('_', '-');
    assertThat(
            run(
                "keys generate %s --category application --spec %s --out %s"
                    .formatted(key, kind, file)))
        .isZero();
    assertThat(
            run(
                "sign %s --scheme %s --in %s --out %s"
                    .formatted(key, scheme, content(), signature)))
        .isZero();

    String verify = "verify --scheme %s --in %s --signature %s ";
    assertThat(run(verify.formatted(scheme, content(), signature) + key)).isZero();
    assertThat(
            runWithoutBus(verify.formatted(scheme, content(), signature) + "--public-key " + file))
        .isZero();
    assertThat(runWithoutBus(verify.formatted(scheme, file, signature) + "--public-key " + file))
        .isEqualTo(1);
  }

  @Test
  void wrapped_keyMade_signsAndIsWrappedAgainAfterARotation() throws Exception {
    String wrapped = "keys generate wrapped/one --category application --spec ec_p256 --wrapped";
    assertThat(run(wrapped)).isEqualTo(3);
    assertThat(run("keys wrapping create wrapped")).isZero();
    assertThat(run(wrapped)).isZero();
    assertThat(out.toString()).contains("storage   wrapped");
    assertThat(sign("wrapped/one")).isZero();

    assertThat(run("keys wrapping rotate wrapped --json")).isZero();
    assertThat(json().at("/0/generation").asInt()).isEqualTo(2);
    await()
        .atMost(START_MAX)
        .untilAsserted(
            () -> {
              assertThat(run("keys wrapping list --tenant wrapped --json")).isZero();
              assertThat(json().at("/0/keys").asInt()).isZero();
              assertThat(json().at("/1/keys").asInt()).isEqualTo(1);
            });
    assertThat(sign("wrapped/one")).isZero();
  }

  @Test
  void retire_approved_reachesTheWorkerThatKnowsItIsInUse() throws Exception {
    Path draft = folder.resolve("retire.json");
    assertThat(run("keys wrapping create retired")).isZero();
    assertThat(run("keys wrapping retire retired 1 --draft " + draft)).isZero();
    approve(draft, "olga");
    assertThat(run("keys wrapping retire retired 1" + approval(draft, "olga"))).isEqualTo(3);
    assertThat(err.toString()).contains("refused, CONFLICT").contains("is the newest");
  }

  @Test
  void rotate_application_signaturesOfTheVersionBeforeVerifyByItsPublicKeyAndByName()
      throws Exception {
    Path first = folder.resolve("first.pem");
    Path signature = folder.resolve("first.sig");
    assertThat(run("keys generate turn/one --category application --spec ec_p256 --out " + first))
        .isZero();
    assertThat(sign("turn/one --out " + signature)).isZero();

    assertThat(run("keys rotate turn/one --json")).isZero();
    assertThat(json().get("version").asInt()).isEqualTo(2);
    assertThat(json().at("/earlier/0/publicKey").asText()).isEqualTo(Files.readString(first));

    String verify = "verify --scheme ecdsa_sha256 --in " + content() + " --signature " + signature;
    assertThat(runWithoutBus(verify + " --public-key " + first)).isZero();
    assertThat(run(verify + " turn/one")).isZero();
    assertThat(out.toString()).contains("is right, by version 1 of the key, which signs nothing");
    assertThat(run("load --tenant turn --key one --rate 20 --seconds 1 --public-key " + first))
        .isEqualTo(1);
    assertThat(out.toString()).containsPattern("wrong +20");
  }

  @Test
  void attach_certificateOfTheKey_isKeptAndOneOfAnotherKeyRefused() throws Exception {
    Path publicKey = folder.resolve("certified.pem");
    KeyPair issuer = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThat(run("keys generate certified/one --category tls --spec ec_p256 --out " + publicKey))
        .isZero();
    Path own = chain("own", key(publicKey), issuer);
    Path another = chain("another", issuer.getPublic(), issuer);

    assertThat(run("keys attach certified/one --chain " + another)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, CONFLICT").contains("another public key");
    assertThat(run("keys attach certified/one --chain " + own)).isZero();
    assertThat(run("keys get certified/one --json")).isZero();
    assertThat(json().at("/certificates/0").asText()).isEqualTo(Files.readString(own));
    assertThat(run("keys attach certified/one --chain " + publicKey)).isEqualTo(2);
  }

  private static PublicKey key(Path pem) throws Exception {
    try (PEMParser parser = new PEMParser(Files.newBufferedReader(pem))) {
      return new JcaPEMKeyConverter().getPublicKey((SubjectPublicKeyInfo) parser.readObject());
    }
  }

  private static Path chain(String name, PublicKey subject, KeyPair issuer) throws Exception {
    Instant now = Instant.now();
    byte[] certificate =
        new JcaX509v3CertificateBuilder(
                new X500Principal("CN=issuer"),
                BigInteger.TEN,
                Date.from(now.minusSeconds(60)),
                Date.from(now.plusSeconds(3600)),
                new X500Principal("CN=" + name),
                subject)
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate()))
            .getEncoded();
    return Files.writeString(
        folder.resolve(name + ".chain.pem"),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)));
  }

  @Test
  void tokens_worksWell_areUsableAndSayWhatTheyCan() throws Exception {
    assertThat(run("tokens")).isZero();
    assertThat(out.toString()).contains("main").contains("usable").doesNotContain("NOT");
    assertThat(run("capabilities")).isZero();
    assertThat(out.toString()).contains("EC_P256").contains("WRAP");
    assertThat(run("capabilities --json")).isZero();
    assertThat(json().at("/0/specs").toString()).contains("RSA_3072");
  }

  private int sign(String key) {
    return run("sign --scheme ecdsa_sha256 --in " + content() + " " + key);
  }

  private static Path content() {
    return folder.resolve("olga.pem");
  }

  private void approve(Path draft, String... names) {
    for (String name : names) {
      assertThat(
              operators.approve(
                  draft, name, new PrintWriter(out, true), new PrintWriter(err, true)))
          .isZero();
    }
  }

  private static String approval(Path draft, String... names) {
    return " --approval " + operators.approvals(draft, names);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(String command) {
    return runWithoutBus(command + " -k " + broker.bootstrapServers() + " --timeout 60");
  }

  private int runWithoutBus(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CryptoProgram.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.of(command.split(" ")).toArray(String[]::new));
  }
}
