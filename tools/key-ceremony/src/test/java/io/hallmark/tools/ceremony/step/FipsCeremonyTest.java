package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.softhsm.SoftHsm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FipsCeremonyTest {
  private static final String PLAN =
      """
      ceremony: Root and issuing CA
      witnesses: 1
      token:
        module: %s
        label: example-root
      steps:
        - { step: init-token }
        - { step: generate-key, key: root, type: ec-p384 }
        - { step: generate-key, key: issuing, type: ec-p256 }
        - step: issue-certificate
          profile: root
          key: root
          subject: CN=Example Root,O=Example
          notBefore: 2026-12-01
          notAfter: 2046-12-01
          file: root.pem
        - { step: export-csr, key: issuing, subject: "CN=Issuing,O=Example", file: issuing.csr }
        - step: sign-csr
          profile: intermediate
          csr: issuing.csr
          subject: CN=Issuing,O=Example
          notBefore: 2026-12-01
          notAfter: 2036-12-01
          issuerKey: root
          issuerCertificate: root.pem
          file: issuing.pem
        - { step: test-sign, key: issuing }
        - { step: inventory, file: keys.json }
      """;

  @TempDir Path directory;

  @Test
  void rehearsal_inFipsMode_makesCertificatesThatOpensslVerifies() throws Exception {
    Path plan = directory.resolve("plan.yaml");
    Files.writeString(plan, PLAN.replace("%s", SoftHsm.module().toString()));

    String output =
        run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            FipsProbe.class.getName(),
            plan.toString(),
            directory.resolve("rehearsal").toString());

    assertThat(output).contains("fault: Optional.empty", "state: approved-only");
    Path made = directory.resolve("rehearsal").resolve("outputs");
    assertThat(
            run(
                "openssl",
                "verify",
                "-x509_strict",
                "-attime",
                "1800000000",
                "-CAfile",
                made.resolve("REHEARSAL-root.pem").toString(),
                made.resolve("REHEARSAL-issuing.pem").toString()))
        .endsWith(": OK\n");
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
