package io.hallmark.hsm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.Engine;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.inspect.OpenedToken;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenKey;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do with a token: make a file for it, look at it, adopt keys, measure. */
class HsmToolsTest {
  /** One for all: the module reads its configuration once for the process. */
  @TempDir static Path folder;

  private static Path file;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeFile() {
    if (file == null) {
      file = folder.resolve("hsm.yaml");
      assertThat(run("init", "softhsm", file.toString())).as(err.toString()).isZero();
      out.getBuffer().setLength(0);
    }
  }

  private int run(String... arguments) {
    return HsmProgram.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree(out.toString());
  }

  private static TokenConfig config() throws Exception {
    return HsmFile.read(file).tokens().get(0);
  }

  @Test
  void init_softHsm_worksAtOnceAndIsNeverOverwritten() throws Exception {
    assertThat(run("check", file.toString(), "--json")).as(out + "" + err).isZero();
    assertThat(json().get(0).get("ok").asBoolean()).isTrue();
    assertThat(json().get(0).get("requirements").findValuesAsText("name"))
        .contains(
            "login",
            "sessions",
            "signatures",
            "key ec-p256",
            "wrapping",
            "random",
            "clock of the host");
    String before = Files.readString(file);
    assertThat(run("init", "softhsm", file.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("is not overwritten");
    assertThat(file).hasContent(before);
    assertThat(Files.getPosixFilePermissions(folder.resolve("pin.txt"))).hasSize(2);
  }

  @Test
  void init_labelThatIsTooLong_leavesNothingBehind() {
    Path other = folder.resolve("other");
    String file = other.resolve("hsm.yaml").toString();
    assertThat(run("init", "softhsm", file, "--label", "x".repeat(33))).isEqualTo(2);
    assertThat(err.toString()).contains("1 to 32 bytes");
    for (Path made : new NewSoftHsm(other).files()) {
      assertThat(made).doesNotExist();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Vendor.class,
      names = {"LUNA", "NSHIELD", "UTIMACO", "CLOUDHSM"})
  void init_everyDevice_writesAFileThatIsRead(Vendor vendor) throws Exception {
    Path made = folder.resolve("made").resolve(vendor + ".yaml");
    assertThat(run("init", vendor.name(), made.toString(), "--label", "part \"1\"")).isZero();
    TokenConfig token = HsmFile.read(made).tokens().get(0);
    assertThat(token.module()).isEqualTo(Path.of(vendor.module()));
    assertThat(token.token()).hasToString("label \"part \"1\"\"");
    assertThat(token.environment()).isEqualTo(vendor.environment());
    // Every comment that shows a key shows one that is read.
    Files.writeString(made, Files.readString(made).replaceAll("(?m)^    # (\\w+: .*)$", "    $1"));
    assertThat(HsmFile.read(made).tokens().get(0).lanes()).hasValue(16);
  }

  @ParameterizedTest
  @EnumSource(
      value = Vendor.class,
      names = {"LUNA", "NSHIELD", "UTIMACO", "CLOUDHSM"})
  void check_deviceWhoseClientIsNotHere_namesFileKeyModuleAndRemedy(Vendor vendor) {
    String made = folder.resolve("absent").resolve(vendor + ".yaml").toString();
    assertThat(run("init", vendor.name(), made)).isZero();
    out.getBuffer().setLength(0);

    assertThat(run("check", made)).isEqualTo(2);
    assertThat(out.toString())
        .contains("✗ module", vendor.module() + " does not exist")
        .contains("→ install the vendor's client", "(" + made + ":6:13, tokens[0].module)");

    assertThat(run("slots", "--hsm", made)).isEqualTo(2);
    assertThat(err.toString())
        .contains("error: module " + vendor.module() + " does not exist")
        .contains("where: " + made + ":6:13, tokens[0].module")
        .contains("remedy: install the vendor's client, or correct the path");
  }

  @Test
  void check_engineOfTheJdk_tellsItsLimitsAndNothingElse() throws Exception {
    pkcs11Tool("--keypairgen", "--key-type", "EC:prime256v1", "--id", "1a", "--label", "unseen");
    Path jdk = folder.resolve("jdk.yaml");
    Files.writeString(
        jdk, Files.readString(file).replace("# engine: cryptoki", "engine: sunpkcs11"));

    assertThat(run("check", jdk.toString(), "--json")).as(err.toString()).isZero();
    Map<String, JsonNode> found = new HashMap<>();
    json().get(0).get("requirements").forEach(r -> found.put(r.get("name").asText(), r));
    assertThat(found.values()).noneMatch(r -> r.get("result").asText().equals("UNMET"));
    for (String limit :
        List.of("engine", "key ed25519", "key ec-secp256k1", "agreement", "wrapping")) {
      assertThat(found.get(limit).get("result").asText()).as(limit).isEqualTo("ADVICE");
      assertThat(found.get(limit).get("remedy").asText()).contains("engine cryptoki");
    }
    assertThat(found.get("keys").get("found").asText()).contains("1a \"unseen\"");
    assertThat(found.get("keys").get("remedy").asText()).contains("hsm adopt");
    assertThat(found.get("key ec-p256").get("result").asText()).isEqualTo("MET");
  }

  @Test
  void slots_json_tellsStateMemoryAndSessions() throws Exception {
    String environment = "SOFTHSM2_CONF=" + folder.resolve("softhsm2.conf");
    assertThat(
            run("slots", "--module", SoftHsm.module().toString(), "--env", environment, "--json"))
        .isZero();
    assertThat(json().findValuesAsText("state")).contains("ready", "not initialised");
    assertThat(json().get(0).get("flags").toString()).contains("RNG", "TOKEN_INITIALIZED");
    assertThat(json().get(0).has("freePrivateBytes")).isTrue();
    assertThat(json().get(0).get("userPin").asText()).isEqualTo("ready");
  }

  @Test
  void slots_hsmFile_knowsTheModuleAndItsVariables() {
    assertThat(run("slots", "--hsm", file.toString())).isZero();
    assertThat(out.toString()).contains("hallmark", "user: all left");
  }

  @Test
  void adopt_keyOfPkcs11Tool_isVisibleToTheJdkAfterwardsOnly() throws Exception {
    pkcs11Tool("--keypairgen", "--key-type", "EC:prime256v1", "--id", "0a", "--label", "contracts");
    try (CryptokiModule module =
        CryptokiModule.acquire(config().module(), config().environment())) {
      long slot = TokenFinder.find(module.cryptoki(), module.path(), config().token()).slotId();
      assertThat(aliases(slot)).doesNotContain("contracts");

      assertThat(run("adopt", file.toString(), "--key", "contracts")).as(err.toString()).isZero();

      assertThat(aliases(slot)).contains("contracts");
    }
    X509Certificate made = certificate(out.toString());
    made.verify(made.getPublicKey());
    assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=contracts");

    Path issued = Files.writeString(folder.resolve("contracts.pem"), out.toString());
    assertThat(run("adopt", file.toString(), "--key", "0a", "--certificate", issued.toString()))
        .isZero();
    pkcs11Tool("--keypairgen", "--key-type", "EC:prime256v1", "--id", "0b", "--label", "other");
    assertThat(run("adopt", file.toString(), "--key", "other", "--certificate", issued.toString()))
        .isEqualTo(3);
    assertThat(err.toString()).contains("not that of key 0b");
    assertThat(run("adopt", file.toString(), "--key", "nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("no key is called \"nobody\"", "0a \"contracts\"");
  }

  @Test
  void adopt_keyWithoutALabel_isSeenAndUsedByEveryEngine() throws Exception {
    pkcs11Tool("--keypairgen", "--key-type", "EC:prime256v1", "--id", "0e");
    KeyId id = KeyId.of(new byte[] {0x0e});
    assertThat(run("adopt", file.toString(), "--key", "0e")).as(err.toString()).isZero();

    try (CryptokiModule module =
        CryptokiModule.acquire(config().module(), config().environment())) {
      long slot = TokenFinder.find(module.cryptoki(), module.path(), config().token()).slotId();
      assertThat(aliases(slot)).contains("0e");
    }
    for (Engine engine : Engine.values()) {
      assertThat(keysOf(engine)).as(engine.toString()).contains(id);
    }
  }

  private static List<KeyId> keysOf(Engine engine) throws Exception {
    try (OpenedToken opened = OpenedToken.openAsConfigured(config().withEngine(engine))) {
      return KeyChoice.all(opened.token()).stream().map(TokenKey::id).toList();
    }
  }

  @Test
  void keys_extractableKey_isWarnedOf() throws Exception {
    pkcs11Tool(
        "--keypairgen",
        "--key-type",
        "rsa:2048",
        "--id",
        "0c",
        "--label",
        "loose",
        "--extractable");
    assertThat(run("keys", file.toString(), "--json")).isZero();
    JsonNode loose = null;
    for (JsonNode key : json().get(0).get("keys")) {
      loose = key.get("id").asText().equals("0c") ? key : loose;
    }
    assertThat(loose.get("kind").asText()).isEqualTo("rsa-2048");
    assertThat(loose.get("extractable").asBoolean()).isTrue();
    assertThat(loose.get("warnings").toString())
        .contains("extractable: it can leave the token", "hsm adopt");
    assertThat(loose.get("neverExtractable").asBoolean()).isFalse();

    out.getBuffer().setLength(0);
    assertThat(run("keys", file.toString())).isZero();
    assertThat(out.toString())
        .contains("key 0c  loose", "rsa-2048", "extractable, made in this token")
        .contains("✗ warning       extractable: it can leave the token wrapped");
  }

  @Test
  void bench_aKey_givesRateAndLatencies() throws Exception {
    pkcs11Tool("--keypairgen", "--key-type", "EC:prime256v1", "--id", "0d", "--label", "fast");
    assertThat(
            run(
                "bench",
                file.toString(),
                "--key",
                "fast",
                "--seconds",
                "1",
                "--warm-up",
                "0",
                "--threads",
                "2",
                "--json"))
        .as(err.toString())
        .isZero();
    JsonNode figures = json().get(0).get("figures");
    assertThat(figures).hasSize(1);
    assertThat(figures.get(0).get("scheme").asText()).isEqualTo("ECDSA_SHA256");
    assertThat(figures.get(0).get("signaturesPerSecond").asDouble()).isPositive();
    assertThat(figures.get(0).get("p99Micros").asLong())
        .isGreaterThanOrEqualTo(figures.get(0).get("p50Micros").asLong());
  }

  @Test
  void schema_printed_isThePublishedOne() throws Exception {
    assertThat(run("schema")).isZero();
    assertThat(out.toString())
        .isEqualTo(Files.readString(Path.of("../docs/schemas/hsm.schema.json")));
  }

  @Test
  void mechanisms_ours_haveNamesSizesAndUses() throws Exception {
    assertThat(run("mechanisms", "--hsm", file.toString(), "--ours", "--json")).isZero();
    assertThat(json().findValuesAsText("mechanism")).contains("CKM_ECDSA", "CKM_RSA_PKCS_PSS");
    assertThat(out.toString()).contains("ECDSA signatures", "sign, verify");
  }

  /** The aliases that the JDK's own provider shows. */
  private static List<String> aliases(long slot) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("sun-" + System.nanoTime() + ".cfg"),
            "name = adopt%d%nlibrary = %s%nslot = %d%n"
                .formatted(System.nanoTime(), config().module(), slot));
    Provider provider = Security.getProvider("SunPKCS11").configure(settings.toString());
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, Files.readString(folder.resolve("pin.txt")).strip().toCharArray());
    List<String> aliases = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        aliases.add(alias);
      }
    }
    return aliases;
  }

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void pkcs11Tool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                SoftHsm.module().toString(),
                "--token-label",
                "hallmark",
                "--login",
                "--pin",
                Files.readString(folder.resolve("pin.txt")).strip()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
