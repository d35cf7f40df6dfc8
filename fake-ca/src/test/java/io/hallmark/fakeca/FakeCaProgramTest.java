package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(err.toString()).contains("not a PKCS#10 request");
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
    assertThat(out.toString()).contains("Examples:", "fake-ca create-ca --home ca");
    assertThat(run("sign-csr", "--help")).isZero();
    assertThat(run("--version")).isZero();
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
