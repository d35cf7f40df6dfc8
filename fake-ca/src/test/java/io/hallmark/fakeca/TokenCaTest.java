package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.revocation.RevocationLists;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.hsm.file.HsmFile;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenInit;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA whose key is in SoftHSM. */
final class TokenCaTest {
  @TempDir Path folder;

  @Test
  void create_keyOfToken_certifiesAndRevokesAsOpensslReadsIt() throws Exception {
    TokenKeyPlace place = new TokenKeyPlace(hsmFile(), "ca-key");
    try (FakeCa made = FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT, place)) {
      assertThat(made.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    }
    assertThat(folder.resolve("ca/ca.key.pem")).doesNotExist();

    try (FakeCa ca = FakeCa.open(folder.resolve("ca"))) {
      X509Certificate leaf =
          ca.createCertificate(CertificateSpec.of("alice", List.of("a.test"), List.of()))
              .certificate();
      ca.revoke(leaf.getSerialNumber(), RevocationReason.CESSATION_OF_OPERATION);
      Path crl = Files.writeString(folder.resolve("crl.pem"), RevocationLists.pem(ca.issueList(7)));
      Path root = folder.resolve("ca/ca.cert.pem");

      assertThat(
              Openssl.run(
                  "verify",
                  "-x509_strict",
                  "-CAfile",
                  root,
                  Files.writeString(folder.resolve("leaf.pem"), FakeCa.pem(List.of(leaf)))))
          .endsWith(": OK\n");
      assertThat(Openssl.run("crl", "-in", crl, "-CAfile", root, "-noout", "-text"))
          .contains("verify OK", "Cessation Of Operation");
      assertThat(leaf.getSerialNumber().toByteArray()).hasSize(20);
    }
  }

  @Test
  void create_noSuchKey_isBadInputAndLeavesNoCa() throws Exception {
    TokenKeyPlace place = new TokenKeyPlace(hsmFile(), "other");

    assertThatThrownBy(() -> FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT, place))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("no tokens of")
        .hasMessageContaining("\"other\"");
    assertThat(folder.resolve("ca/ca.cert.pem")).doesNotExist();
  }

  @Test
  void program_inFipsModeWithKeyInToken_makesWhatOpensslVerifies() throws Exception {
    Openssl.run(
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:secp256k1",
        "-nodes",
        "-keyout",
        folder.resolve("k256.key"),
        "-subj",
        "/O=Alice",
        "-out",
        folder.resolve("k256.csr"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                FipsProbe.class.getName(),
                folder.toString(),
                hsmFile().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("secp256k1, which FIPS does not approve");

    assertThat(
            Openssl.run(
                "verify",
                "-x509_strict",
                "-CAfile",
                folder.resolve("root/ca.cert.pem"),
                "-untrusted",
                folder.resolve("issuing/ca.cert.pem"),
                folder.resolve("a.cert.pem")))
        .endsWith(": OK\n");
    assertThat(
            Openssl.run(
                "crl",
                "-in",
                folder.resolve("crl.pem"),
                "-CAfile",
                folder.resolve("issuing/ca.cert.pem"),
                "-noout"))
        .contains("verify OK");
  }

  private Path hsmFile() throws Exception {
    Path configuration = SoftHsm.configure(folder.resolve("softhsm"));
    try (Pin so = Pin.of("87654321".toCharArray());
        Pin user = Pin.of("1234".toCharArray())) {
      TokenInit.initialise(
          SoftHsm.module(), SoftHsm.environment(configuration), "fake-ca", so, user);
    }
    Files.writeString(folder.resolve("pin.txt"), "1234\n");
    Path file =
        Files.writeString(
            folder.resolve("hsm.yaml"),
            """
            tokens:
              - name: ca
                module: %s
                token: {label: fake-ca}
                pin: {file: pin.txt}
                environment: {SOFTHSM2_CONF: %s}
            """
                .formatted(SoftHsm.module(), configuration));
    try (Token token = Tokens.open(HsmFile.read(file).tokens().get(0))) {
      assertThat(
              token
                  .generate(
                      new GenerateTask(
                          KeyId.of(new byte[] {7}), "ca-key", KeySpec.EC_P384, Instant.MAX))
                  .join())
          .isInstanceOf(TokenResult.Done.class);
    }
    return file;
  }
}
