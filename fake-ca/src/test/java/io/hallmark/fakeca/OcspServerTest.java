package io.hallmark.fakeca;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.certificates.revocation.RevocationReason;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class OcspServerTest {
  private static final int MALFORMED = 1;
  private static final int UNAUTHORIZED = 6;

  @TempDir Path folder;
  private FakeCa ca;

  @BeforeEach
  void createCa() {
    ca = FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ask_goodRevokedUnknown_opensslVerifiesEachAnswer(boolean delegated) throws Exception {
    Path good = issued("good");
    Path revoked = issued("revoked");
    ca.revoke(certificate(revoked).getSerialNumber(), RevocationReason.SUPERSEDED);
    OcspSigner signer = delegated ? OcspSigner.delegated(ca) : OcspSigner.authority(ca);
    try (OcspServer server = OcspServer.start(0, new OcspAnswers(ca, signer))) {
      assertThat(ask(server, "-cert", good)).contains("Response verify OK", ": good");
      assertThat(ask(server, "-cert", revoked))
          .contains("Response verify OK", ": revoked", "Reason: superseded");
      assertThat(ask(server, "-serial", "0x4711")).contains("Response verify OK", ": unknown");
      assertThat(ask(server, "-sha256", "-cert", good)).contains(": good");
    }
  }

  @Test
  void ask_revokedWhileItRuns_isRevokedInTheNextAnswer() throws Exception {
    try (OcspServer server = OcspServer.start(0, new OcspAnswers(ca, OcspSigner.authority(ca)))) {
      Path later = issued("later");
      assertThat(ask(server, "-cert", later)).contains(": good");

      ca.revoke(certificate(later).getSerialNumber(), RevocationReason.UNSPECIFIED);

      assertThat(ask(server, "-cert", later)).contains(": revoked");
    }
  }

  @Test
  void get_requestInThePath_isAnsweredAsByPost() throws Exception {
    Path good = issued("good");
    byte[] request = request(good, folder.resolve("ca/ca.cert.pem"));
    try (OcspServer server = OcspServer.start(0, new OcspAnswers(ca, OcspSigner.authority(ca)))) {
      String encoded =
          Base64.getEncoder().encodeToString(request).replace("+", "%2B").replace("=", "%3D");
      HttpResponse<byte[]> response =
          send(HttpRequest.newBuilder(URI.create(server.address() + encoded)).GET());

      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/ocsp-response");
      Path file = Files.write(folder.resolve("response.der"), response.body());
      assertThat(
              Openssl.run(
                  "ocsp",
                  "-respin",
                  file,
                  "-issuer",
                  folder.resolve("ca/ca.cert.pem"),
                  "-cert",
                  good,
                  "-CAfile",
                  folder.resolve("ca/ca.cert.pem")))
          .contains("Response verify OK", ": good");
    }
  }

  @Test
  void post_nonsenseOrAnotherIssuer_isAnsweredByAnErrorStatus() throws Exception {
    FakeCa other = FakeCa.create(folder.resolve("other"), FakeCaOptions.DEFAULT);
    X509Certificate theirs =
        other.createCertificate(CertificateSpec.of("x", List.of(), List.of())).certificate();
    Path leaf = Files.writeString(folder.resolve("x.pem"), FakeCa.pem(List.of(theirs)));
    byte[] request = request(leaf, folder.resolve("other/ca.cert.pem"));
    try (OcspServer server = OcspServer.start(0, new OcspAnswers(ca, OcspSigner.authority(ca)))) {
      assertThat(status(server, new byte[] {1, 2, 3})).isEqualTo(MALFORMED);
      assertThat(status(server, new byte[0])).isEqualTo(MALFORMED);
      assertThat(status(server, request)).isEqualTo(UNAUTHORIZED);
      assertThat(post(server, new byte[OcspAnswers.REQUEST_BYTES_MAX + 1]).statusCode())
          .isEqualTo(400);
      assertThat(
              send(HttpRequest.newBuilder(server.address())
                      .method("DELETE", HttpRequest.BodyPublishers.noBody()))
                  .statusCode())
          .isEqualTo(405);
    }
  }

  @Test
  void command_started_printsItsAddressAndAnswersUntilItIsStopped() throws Exception {
    Path good = issued("good");
    PipedReader said = new PipedReader();
    CommandLine line = FakeCaProgram.commandLine();
    line.setOut(new PrintWriter(new PipedWriter(said), true));
    Thread command =
        new Thread(
            () ->
                line.execute(
                    "ocsp-responder", "--home", folder.resolve("ca").toString(), "--delegated"),
            "ocsp-command");
    command.start();
    String address = new BufferedReader(said).readLine();
    Path root = folder.resolve("ca/ca.cert.pem");

    assertThat(
            Openssl.run("ocsp", "-url", address, "-issuer", root, "-CAfile", root, "-cert", good))
        .contains("Response verify OK", ": good");
    command.interrupt();
    command.join();
    assertThat(folder.resolve("ca/ocsp.cert.pem")).exists();
  }

  private Path issued(String name) throws Exception {
    X509Certificate made =
        ca.createCertificate(CertificateSpec.of(name, List.of(), List.of())).certificate();
    return Files.writeString(
        folder.resolve(name.toLowerCase(Locale.ROOT) + ".pem"), FakeCa.pem(List.of(made)));
  }

  private static X509Certificate certificate(Path file) throws Exception {
    return io.hallmark.certificates.X509Certificates.chain(file.toString(), Files.readString(file))
        .get(0);
  }

  private String ask(OcspServer server, Object... what) throws Exception {
    Path root = folder.resolve("ca/ca.cert.pem");
    List<Object> all =
        new java.util.ArrayList<>(
            List.of("ocsp", "-url", server.address(), "-issuer", root, "-CAfile", root, "-nonce"));
    // A hash is given before the certificate that it is for.
    all.addAll(List.of(what));
    return Openssl.run(all.toArray());
  }

  private byte[] request(Path leaf, Path issuer) throws Exception {
    Path file = folder.resolve("request.der");
    String unused =
        Openssl.run("ocsp", "-issuer", issuer, "-cert", leaf, "-reqout", file, "-no_nonce");
    return Files.readAllBytes(file);
  }

  private static int status(OcspServer server, byte[] request) throws Exception {
    return new OCSPResp(post(server, request).body()).getStatus();
  }

  private static HttpResponse<byte[]> post(OcspServer server, byte[] request) throws Exception {
    return send(
        HttpRequest.newBuilder(server.address())
            .POST(HttpRequest.BodyPublishers.ofByteArray(request)));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
