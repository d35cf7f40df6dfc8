package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.certificates.Pem;
import io.hallmark.certificates.X509Certificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class FakeCaProgramTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void signCsr_pemRequest_printsChain() throws Exception {
    createCa();
    Path request = folder.resolve("alice.csr");
    byte[] der = Requests.of("O=Alice,L=Zurich,C=CH", KeyAlgorithm.EC_P256.generate());
    Files.writeString(request, Pem.encode("CERTIFICATE REQUEST", der));

    assertThat(run("sign-csr", "--home", ca(), request.toString())).isZero();
    assertThat(out.toString().split("BEGIN CERTIFICATE")).hasSize(3);
  }

  @Test
  void createCertificate_twoNames_writesKeyAndChainOfEach() {
    createCa();

    assertThat(certify("alice", "O=Bob,L=Zurich,C=CH")).isZero();
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/alice.key.pem");
    assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/o-bob-l-zurich-c-ch.cert.pem");
  }

  @Test
  void createCertificate_fileExists_exitsThreeAndWritesNothing() {
    createCa();
    certify("bob");

    assertThat(certify("alice", "bob")).isEqualTo(3);
    assertThat(err.toString()).contains("exists and is not overwritten");
    assertThat(folder.resolve("out/alice.key.pem")).doesNotExist();
  }

  @Test
  void createCa_twice_exitsThree() {
    createCa();

    assertThat(run("create-ca", "--home", ca())).isEqualTo(3);
  }

  @Test
  void signCsr_fileIsNoRequest_exitsTwo() throws Exception {
    createCa();
    Path file = Files.writeString(folder.resolve("nonsense.csr"), "nonsense");

    assertThat(run("sign-csr", "--home", ca(), file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is broken", "expected: a PKCS#10 request");
  }

  @Test
  void createCertificate_badAddress_exitsTwoAndNamesIt() {
    createCa();

    assertThat(run("create-certificate", "--home", ca(), "--ip", "1.2.3", "alice")).isEqualTo(2);
    assertThat(err.toString()).contains("1.2.3");
  }

  @Test
  void program_withoutCommand_exitsTwo() {
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void help_everyCommand_exitsZeroWithExamples() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Examples:", "hallmark fake-ca create-ca --home root");
    assertThat(run("sign-csr", "--help")).isZero();
    assertThat(run("--version")).isZero();
  }

  @Test
  void revoke_thenCrl_listsItAsOpensslReadsIt() throws Exception {
    createCa();
    certify("alice");
    Path chain = folder.resolve("out/alice.cert.pem");

    assertThat(run("revoke", "--home", ca(), chain.toString(), "--reason", "keyCompromise"))
        .isZero();
    assertThat(run("crl", "--home", ca(), "--out", folder.resolve("crl.pem").toString())).isZero();

    assertThat(
            Openssl.run(
                "crl",
                "-in",
                folder.resolve("crl.pem"),
                "-CAfile",
                folder.resolve("ca/ca.cert.pem"),
                "-noout",
                "-text"))
        .contains("verify OK", "Key Compromise")
        .containsPattern("X509v3 CRL Number: *\\n *1");
    assertThat(folder.resolve("ca/crl/001.crl.pem")).exists();
  }

  @Test
  void revoke_twiceOrNotIssuedHere_saysWhichAndWhy() {
    createCa();
    certify("alice");
    String chain = folder.resolve("out/alice.cert.pem").toString();
    assertThat(run("revoke", "--home", ca(), chain)).isZero();

    assertThat(run("revoke", "--home", ca(), chain)).isEqualTo(3);
    assertThat(err.toString()).contains("is revoked already");
    assertThat(run("revoke", "--home", ca(), "4711")).isEqualTo(2);
    assertThat(err.toString()).contains("has issued no certificate with serial number 4711");
    assertThat(run("revoke", "--home", ca(), chain, "--reason", "boredom")).isEqualTo(2);
    assertThat(err.toString()).contains("keyCompromise");
  }

  @Test
  void createCa_intermediate_isVerifiedWithItsChainByOpenssl() throws Exception {
    createCa();
    Path issuing = folder.resolve("issuing");
    assertThat(run("create-ca", "--home", issuing.toString(), "--intermediate-of", ca())).isZero();
    assertThat(
            run(
                "create-certificate",
                "--home",
                issuing.toString(),
                "--out",
                folder.toString(),
                "localhost",
                "--dns",
                "localhost",
                "--ip",
                "127.0.0.1"))
        .isZero();

    assertThat(
            Openssl.run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_ip",
                "127.0.0.1",
                "-CAfile",
                folder.resolve("ca/ca.cert.pem"),
                "-untrusted",
                issuing.resolve("ca.cert.pem"),
                folder.resolve("localhost.cert.pem")))
        .endsWith(": OK\n");
    assertThat(Files.readString(folder.resolve("localhost.cert.pem")).split("BEGIN CERTIFICATE"))
        .hasSize(4);
  }

  @Test
  void createCa_belowOneWithoutRoom_exitsThreeAndNamesTheRule() {
    createCa();
    String issuing = folder.resolve("issuing").toString();
    run("create-ca", "--home", issuing, "--intermediate-of", ca());

    assertThat(
            run(
                "create-ca",
                "--home",
                folder.resolve("deep").toString(),
                "--name",
                "Deep",
                "--intermediate-of",
                issuing))
        .isEqualTo(3);
    assertThat(err.toString()).contains("rule issuer-path-length (RFC 5280 section 6.1.4");
    assertThat(folder.resolve("deep/ca.key.pem")).doesNotExist();
  }

  @Test
  void createCa_calledAsTheOneAbove_isRefused() {
    createCa();
    assertThat(
            run(
                "create-ca",
                "--home",
                folder.resolve("same").toString(),
                "--name",
                "Hallmark fake CA",
                "--intermediate-of",
                ca()))
        .isEqualTo(3);
    assertThat(err.toString()).contains("like the one above it", "remedy: give --name");
    assertThat(folder.resolve("same")).doesNotExist();
  }

  @Test
  void createCertificate_plainNameOfAServer_isItsDnsNameToo() throws Exception {
    createCa();
    assertThat(certify("localhost", "--ip", "127.0.0.1")).isZero();
    assertThat(certify("robot", "--profile", "tls_client")).isZero();

    assertThat(text("localhost")).contains("DNS:localhost, IP Address:127.0.0.1");
    assertThat(text("robot")).doesNotContain("DNS:");
  }

  @Test
  void days_ofCaAndCertificate_areWhatWasAskedFor() throws Exception {
    assertThat(run("create-ca", "--home", ca(), "--key", "RSA_3072", "--days", "30")).isZero();
    assertThat(certify("alice", "--days", "7")).isZero();
    assertThat(certify("bob", "--days", "60")).isZero();

    Path root = folder.resolve("ca/ca.cert.pem");
    assertThat(Openssl.run("x509", "-in", root, "-noout", "-text"))
        .contains("Public-Key: (3072 bit)");
    assertThat(daysLeft(root)).isEqualTo(30);
    assertThat(daysLeft(folder.resolve("out/alice.cert.pem"))).isEqualTo(7);
    assertThat(daysLeft(folder.resolve("out/bob.cert.pem")))
        .as("no longer than its CA")
        .isEqualTo(30);
    for (String wrong : new String[] {"0", "3651", "many"}) {
      assertThat(run("create-ca", "--home", folder + "/other", "--days", wrong)).isEqualTo(2);
    }
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static long daysLeft(Path certificate) throws Exception {
    return Math.round(
        Duration.between(
                    Instant.now(),
                    X509Certificates.chain("it", Files.readString(certificate))
                        .get(0)
                        .getNotAfter()
                        .toInstant())
                .toMinutes()
            / (double) Duration.ofDays(1).toMinutes());
  }

  private String text(String name) throws Exception {
    return Openssl.run(
        "x509", "-in", folder.resolve("out/" + name + ".cert.pem"), "-noout", "-text");
  }

  @Test
  void createCertificate_placesOfTheCa_standInIt() throws Exception {
    assertThat(
            run(
                "create-ca",
                "--home",
                ca(),
                "--crl-url",
                "http://ca.test/ca.crl",
                "--ocsp-url",
                "http://ca.test/ocsp"))
        .isZero();
    certify("alice");

    assertThat(Openssl.run("x509", "-in", folder.resolve("out/alice.cert.pem"), "-noout", "-text"))
        .contains("URI:http://ca.test/ca.crl", "OCSP - URI:http://ca.test/ocsp");
  }

  private void createCa() {
    assertThat(run("create-ca", "--home", ca())).isZero();
  }

  private int certify(String... names) {
    String[] arguments = new String[names.length + 5];
    System.arraycopy(
        new String[] {"create-certificate", "--home", ca(), "--out", folder + "/out"},
        0,
        arguments,
        0,
        5);
    System.arraycopy(names, 0, arguments, 5, names.length);
    return run(arguments);
  }

  private String ca() {
    return folder.resolve("ca").toString();
  }

  private int run(String... arguments) {
    CommandLine line = FakeCaProgram.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
