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
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program {@code crypto} against a worker on a real broker, with a token in memory. */
class CryptoCommandTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final FakeToken TOKEN = new FakeToken("main");

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;
  private static Worker worker;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    Bus bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    worker =
        CryptoWorker.start(
            new WorkerEnvironment(
                bus, "crypto-worker-1", new SimpleMeterRegistry(), Clock.systemUTC()),
            CryptoWorkerConfig.of(Path.of("unused")).withPolicy(approvedByOlgaAndOtto()),
            Map.of("main", () -> new SharedToken(TOKEN)));
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
  void keys_generated_canBeGotAndListed() throws Exception {
    assertThat(run("keys generate keys/one --category application --spec ec_p256")).isZero();
    assertThat(run("keys generate keys/two --category tls --spec ed25519")).isZero();
    assertThat(out.toString()).contains("keys/two").contains("-----BEGIN PUBLIC KEY-----");

    assertThat(run("keys get keys/one --json")).isZero();
    JsonNode got = new ObjectMapper().readTree(out.toString());
    assertThat(got.get("alias").asText()).isEqualTo("one");
    assertThat(got.get("tokens").get(0).asText()).isEqualTo("main");

    assertThat(run("keys list --tenant keys")).isZero();
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(run("keys list --tenant keys --category tls --json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("alias").asText()).isEqualTo("two");
  }

  @Test
  void keys_unknownOrOfAnotherKind_isExitCode3() {
    assertThat(run("keys get nobody/none")).isEqualTo(3);
    assertThat(err.toString()).contains("refused, UNKNOWN_KEY");
    assertThat(run("keys generate kinds/one --category application --spec ec_p256")).isZero();

    assertThat(run("keys generate kinds/one --category application --spec ec_p384")).isEqualTo(3);
    assertThat(err.toString()).contains("refused, CONFLICT");
  }

  @Test
  void csr_ofATlsKey_isPemAndNotOverwritten() throws Exception {
    assertThat(run("keys generate csr/tls --category tls --spec ec_p256")).isZero();
    String command =
        "csr csr/tls --subject O=Alice,L=Zurich,C=CH --dns a.test --dns b.test --ip 192.0.2.1"
            + " --out "
            + folder.resolve("csr.pem");

    assertThat(run(command)).isZero();

    String pem = Files.readString(folder.resolve("csr.pem"));
    assertThat(new PEMParser(new StringReader(pem)).readObject())
        .isInstanceOf(PKCS10CertificationRequest.class);
    assertThat(run(command)).isEqualTo(3);
    assertThat(run("csr csr/tls --subject nonsense")).isEqualTo(2);
  }

  @Test
  void sign_toAFileOrStandardOutput_verifiesUntilTheContentChanges() throws Exception {
    Path content = Files.writeString(folder.resolve("contract"), "a contract");
    Path bytes = folder.resolve("contract.sig");
    Path line = folder.resolve("contract.sig.base64");
    assertThat(run("keys generate sign/key --category application --spec rsa_2048")).isZero();
    String sign = "sign sign/key --scheme rsa_pss_sha256 --in " + content;
    String verify = "verify sign/key --scheme rsa_pss_sha256 --in " + content + " --signature ";

    assertThat(run(sign + " --out " + bytes)).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(run(sign)).isZero();
    Files.writeString(line, out.toString());

    assertThat(run(verify + bytes)).isZero();
    assertThat(run(verify + line)).isZero();
    Files.writeString(content, "another contract");
    assertThat(run(verify + bytes)).isEqualTo(1);
    assertThat(out.toString()).contains("WRONG");
  }

  @Test
  void batch_ofFiles_writesASignatureOfEachAndOverwritesNone() throws Exception {
    Path one = Files.writeString(folder.resolve("one.txt"), "one");
    Path two = Files.writeString(folder.resolve("two.txt"), "two");
    Path signatures = folder.resolve("signatures");
    assertThat(run("keys generate batch/key --category application --spec ec_p256")).isZero();
    String batch = "batch batch/key --scheme ecdsa_sha256 %s %s".formatted(one, two);

    assertThat(run(batch + " --out-dir " + signatures)).isZero();
    assertThat(out.toString()).contains("SIGNED").contains(signatures + "/two.txt.sig");
    assertThat(run(verify(one, signatures.resolve("one.txt.sig")))).isZero();
    assertThat(run(verify(two, signatures.resolve("two.txt.sig")))).isZero();
    assertThat(run(batch + " --out-dir " + signatures)).isEqualTo(3);
    assertThat(err.toString()).contains("is not overwritten");

    assertThat(run(batch + " --json")).isZero();
    JsonNode lines = new ObjectMapper().readTree(out.toString());
    Path line = Files.writeString(folder.resolve("two.line"), lines.at("/1/signature").asText());
    assertThat(lines.at("/0/result").asText()).isEqualTo("SIGNED");
    assertThat(run(verify(two, line))).isZero();
    assertThat(run(batch.replace("ecdsa_sha256", "ecdsa_sha384"))).isEqualTo(3);
    assertThat(out.toString()).contains("REFUSED").contains("WRONG_SCHEME");
    assertThat(run(batch.replace("batch/key", "batch/none"))).isEqualTo(3);
  }

  private static String verify(Path content, Path signature) {
    return "verify batch/key --scheme ecdsa_sha256 --in %s --signature %s"
        .formatted(content, signature);
  }

  @Test
  void random_inEachForm_hasSoManyBytes() throws Exception {
    Path file = folder.resolve("random.bin");

    assertThat(run("random --bytes 24")).isZero();
    assertThat(out.toString().strip()).matches("[0-9a-f]{48}");
    assertThat(run("random --bytes 24 --base64")).isZero();
    assertThat(Base64.getDecoder().decode(out.toString().strip())).hasSize(24);
    assertThat(run("random --bytes 4096 --out " + file)).isZero();
    assertThat(Files.size(file)).isEqualTo(4096);
    assertThat(out.toString()).isEmpty();
    assertThat(run("random --bytes 1 --out " + file)).isEqualTo(3);
  }

  @Test
  void derive_withAPeer_isTheSharedSecretInAFileForOneselfOnly() throws Exception {
    Path own = folder.resolve("agree.pem");
    Path secret = folder.resolve("secret.bin");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair peer = generator.generateKeyPair();
    Path peerFile = Files.writeString(folder.resolve("peer.pem"), pem(peer.getPublic()));
    assertThat(
            run(
                "keys generate derive/key --category application --spec ec_p256 --purpose agree --out "
                    + own))
        .isZero();
    String derive = "derive derive/key --peer %s --out %s".formatted(peerFile, secret);

    assertThat(run(derive)).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(Files.getPosixFilePermissions(secret))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(peer.getPrivate());
    agreement.doPhase(publicKey(own), true);
    assertThat(Files.readAllBytes(secret)).isEqualTo(agreement.generateSecret());
    assertThat(run(derive)).isEqualTo(3);
    assertThat(run("derive derive/none --peer %s --out %s2".formatted(peerFile, secret)))
        .isEqualTo(3);
    await()
        .atMost(START_MAX)
        .untilAsserted(
            () -> {
              assertThat(run("audit show --tenant derive")).isZero();
              assertThat(out.toString()).contains(" DERIVE DONE derive/key ");
            });
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  private static PublicKey publicKey(Path pem) throws Exception {
    String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  @Test
  void sign_byATlsKey_isExitCode3() throws Exception {
    Path content = Files.writeString(folder.resolve("any"), "any");
    assertThat(run("keys generate sign/tls --category tls --spec ec_p256")).isZero();

    assertThat(run("sign sign/tls --scheme ecdsa_sha256 --in " + content)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, WRONG_CATEGORY");
  }

  @Test
  void policySet_approvedByEnough_isDoneOnceAndThenHolds() throws Exception {
    Path content = Files.writeString(folder.resolve("policed"), "any");
    Path draft = folder.resolve("change.json");
    String approved = new OperatorFolder(folder).approvals(draft, "olga", "otto");
    String set = "policy set policed/key --caller nobody --rate 5 --not-after 2999-01-01T00:00:00Z";
    assertThat(run("keys generate policed/key --category application --spec ec_p256")).isZero();
    assertThat(run(set)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, APPROVALS_MISSING");

    assertThat(run(set + " --draft " + draft)).isZero();
    assertThat(approve(draft, "olga")).isZero();
    assertThat(approve(draft, "otto")).isZero();
    assertThat(run(set + "9 --approval " + approved)).isEqualTo(2);
    assertThat(run(set.replace("5", "6") + " --approval " + approved)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, APPROVAL_OF_ANOTHER_COMMAND");
    assertThat(run(set + " --approval " + approved)).isZero();

    assertThat(run("policy show policed/key")).isZero();
    assertThat(out.toString()).contains("callers     nobody").contains("5 a second");
    assertThat(run("sign policed/key --scheme ecdsa_sha256 --in " + content)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, CALLER_NOT_ALLOWED");
    assertThat(run(set + " --approval " + approved)).isEqualTo(3);
    assertThat(err.toString()).contains("refused, APPROVAL_SPENT");
  }

  private int approve(Path draft, String operator) {
    return new OperatorFolder(folder)
        .approve(draft, operator, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static WorkerPolicy approvedByOlgaAndOtto() throws Exception {
    OperatorFolder folders = new OperatorFolder(folder);
    Map<String, PublicKey> operators =
        Map.of("olga", folders.add("olga", "EC"), "otto", folders.add("otto", "Ed25519"));
    return new WorkerPolicy(
        Tenants.ALL,
        new ApprovalRules(Map.of(CommandClass.POLICY, 2), operators, Duration.ofDays(7)));
  }

  @Test
  void load_workerIsWell_allAreSignedAndRight() throws Exception {
    Path json = folder.resolve("load.json");
    assertThat(run("keys generate load/key --category application --spec ec_p256")).isZero();

    assertThat(run("load --tenant load --key key --rate 50 --seconds 2 --json " + json)).isZero();

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("sent").asLong()).isEqualTo(100);
    assertThat(report.get("signed").asLong()).isEqualTo(100);
    assertThat(report.get("latencyMs").get("worst").asDouble()).isPositive();
    assertThat(out.toString()).contains("latency p99.9");
  }

  @Test
  void audit_ofWhatWasDone_isWholeAndSigned() throws Exception {
    Path content = Files.writeString(folder.resolve("audited"), "audited");
    assertThat(run("keys generate audit/key --category application --spec ec_p256")).isZero();
    assertThat(run("sign audit/key --scheme ecdsa_sha256 --in " + content)).isZero();
    assertThat(run("sign audit/none --scheme ecdsa_sha256 --in " + content)).isEqualTo(3);

    await()
        .atMost(START_MAX)
        .untilAsserted(
            () -> {
              assertThat(run("audit verify --json")).isZero();
              JsonNode chain = new ObjectMapper().readTree(out.toString()).at("/chains/0");
              assertThat(chain.get("headsVerified").asLong()).isPositive();
              assertThat(run("audit show --tenant audit")).isZero();
              assertThat(out.toString().lines())
                  .anyMatch(line -> line.contains(" GenerateKey DONE audit/key "))
                  .anyMatch(line -> line.contains(" SIGN DONE audit/key "))
                  .anyMatch(line -> line.contains(" SIGN REFUSED(UNKNOWN_KEY) audit/none "));
            });
    assertThat(out.toString()).contains(sha256("audited")).doesNotContain("\"audited\"");
  }

  @Test
  void audit_export_verifiesUntilALineIsMissing() throws Exception {
    assertThat(run("keys get nobody/none")).isEqualTo(3);
    Path trail = folder.resolve("trail.jsonl");
    Path cut = folder.resolve("cut.jsonl");
    await().atMost(START_MAX).until(() -> exported(trail) >= 3);

    assertThat(run("audit export --out " + trail)).isEqualTo(3);
    assertThat(err.toString()).contains("trail.jsonl exists and is not overwritten");
    assertThat(runWithoutBus("audit verify --in " + trail)).isZero();
    assertThat(CryptoWorkerProgram.run("audit", "verify", "--in", trail.toString())).isZero();
    List<String> lines = Files.readAllLines(trail);
    Files.write(cut, Stream.concat(lines.stream().limit(1), lines.stream().skip(2)).toList());
    assertThat(runWithoutBus("audit verify --in " + cut)).isEqualTo(1);
    assertThat(CryptoWorkerProgram.run("audit", "verify", "--in", cut.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("BROKEN, first: GAP at offset 2: chain crypto-worker-1/");
    Files.writeString(cut, "nonsense");
    assertThat(runWithoutBus("audit verify --in " + cut)).isEqualTo(2);
    assertThat(runWithoutBus("audit verify")).isEqualTo(2);
    assertThat(runWithoutBus("audit verify --head nonsense --in " + trail)).isEqualTo(2);
  }

  private long exported(Path trail) throws IOException {
    Files.deleteIfExists(trail);
    assertThat(run("audit export --out " + trail)).isZero();
    return Files.readAllLines(trail).size();
  }

  private static String sha256(String content) throws GeneralSecurityException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private int runWithoutBus(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CryptoProgram.run(
        new PrintWriter(out, true), new PrintWriter(err, true), command.split(" "));
  }

  private int run(String command) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] arguments =
        Stream.concat(
                Stream.of(command.split(" ")),
                Stream.of("-k", broker.bootstrapServers(), "--timeout", "60"))
            .toArray(String[]::new);
    return CryptoProgram.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
