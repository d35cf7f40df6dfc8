package io.hallmark.certificates.fips;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.certificates.Openssl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process in FIPS mode, seen from outside: the mode lasts as long as a JVM does. */
final class FipsModeTest {
  private static final String EPOCH = "1800000000";

  @TempDir static Path folder;
  private static Map<String, String> said;

  @BeforeAll
  static void probe() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                FipsProbe.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    said =
        output
            .lines()
            .filter(line -> line.contains(": "))
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a));
    assertThat(said).as(output).containsKey("done");
  }

  @Test
  void state_entered_namesTheModuleAndIsApprovedOnly() {
    assertThat(said.get("state")).startsWith("approved-only, BouncyCastle").contains("FIPS");
    assertThat(said.get("providers")).startsWith("[BCFIPS version").doesNotContain(",");
    assertThat(said.get("random")).isEqualTo("BCFIPS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MD5",
        "MD5withRSA",
        "SHA1withECDSA",
        "RSA-1024",
        "DSA",
        "X25519",
        "X25519-key",
        "DES",
        "RC4",
        "ChaCha20",
        "SHA1PRNG",
        "PKCS12",
        "SunEC"
      })
  void operation_notApproved_isRefused(String operation) {
    assertThat(said.get(operation)).startsWith("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA-256", "P-256", "Ed25519", "ECDH", "serial"})
  void operation_approved_isAllowed(String operation) {
    assertThat(said.get(operation)).startsWith("allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P384", "ED25519"})
  void certificates_madeInTheMode_verifyByOpenssl(String kind) throws Exception {
    Path made = folder.resolve(kind);
    assertThat(said.get("signed-by-" + kind)).isEqualTo("BCFIPS");
    assertThat(
            Openssl.run(
                "verify",
                "-x509_strict",
                "-attime",
                EPOCH,
                "-CAfile",
                made.resolve("root.pem"),
                "-untrusted",
                made.resolve("issuing.pem"),
                made.resolve("leaf.pem")))
        .endsWith(": OK\n");
    assertThat(Openssl.run("req", "-in", made.resolve("leaf.csr"), "-noout", "-verify"))
        .contains("verify OK");
    assertThat(
            Openssl.run(
                "crl",
                "-in",
                made.resolve("issuing.crl"),
                "-CAfile",
                made.resolve("issuing.pem"),
                "-noout"))
        .contains("verify OK");
  }

  @Test
  void state_notEntered_isOff() {
    assertThat(FipsMode.state().active()).isFalse();
    assertThat(FipsMode.state()).hasToString("off");
  }
}
