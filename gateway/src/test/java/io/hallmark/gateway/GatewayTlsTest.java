package io.hallmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.KeySpec;
import io.hallmark.fakeca.FakeCa;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server's side, against TLS implementations that are not ours. */
class GatewayTlsTest {
  private static final World WORLD = new World();

  private static SSLSocket connect(SSLContext context, int port, String serverName)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** A TLS 1.3 client hears of a refused certificate only when it reads. */
  private static String statusLine(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: bob.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] first = in.readNBytes(12);
    return new String(first, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeySpec.class,
      names = {"EC_P256", "EC_P384", "RSA_2048", "ED25519"})
  void handshake_keyOfEachKind_isDoneWithTheJdk(KeySpec spec) throws Exception {
    World world = new World(KeySpec.EC_P256, spec);
    try (World.Edge bob = world.bobAlone();
        SSLSocket socket =
            connect(world.alice.jdkContext(world.ca), bob.port(), world.bob.host())) {
      assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 404");
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(bob.signing.signed()).isEqualTo(1);
    }
  }

  @Test
  void handshake_olderTls_isRefused() throws Exception {
    try (World.Edge bob = WORLD.bobAlone();
        SSLSocket socket =
            connect(WORLD.alice.jdkContext(WORLD.ca), bob.port(), WORLD.bob.host())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void handshake_unknownServerName_getsTheAlert() throws Exception {
    try (World.Edge bob = WORLD.bobAlone();
        SSLSocket socket = connect(WORLD.alice.jdkContext(WORLD.ca), bob.port(), "nobody.test")) {
      assertThatThrownBy(socket::startHandshake).hasMessageContaining("unrecognized_name");
      assertThat(bob.count("hallmark.gateway.refused", "reason", "unknown_server_name"))
          .isEqualTo(1);
      assertThat(bob.signing.asked()).isZero();
    }
  }

  @Test
  void handshake_strangersCertificate_isRefusedAndCounted() throws Exception {
    Party stranger = Party.of(WORLD.ca, "Mallory", KeySpec.EC_P256);
    assertRefused(stranger, "not_a_member");
  }

  @Test
  void handshake_membersNameFromAnotherCa_isRefusedAndCounted() throws Exception {
    FakeCa other = World.newCa();
    assertRefused(Party.of(other, "Alice", KeySpec.EC_P256), "certificate");
  }

  private static void assertRefused(Party stranger, String reason) throws Exception {
    try (World.Edge bob = WORLD.bobAlone();
        SSLSocket socket = connect(stranger.jdkContext(WORLD.ca), bob.port(), WORLD.bob.host())) {
      assertThatThrownBy(() -> statusLine(socket)).isInstanceOf(IOException.class);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(bob.count("hallmark.gateway.refused", "reason", reason)).isEqualTo(1));
      assertThat(bob.count("hallmark.gateway.handshakes", "side", "server", "outcome", "failed"))
          .isEqualTo(1);
    }
  }

  @Test
  void handshake_withoutClientCertificate_isRefused() throws Exception {
    SSLContext anonymous = SSLContext.getInstance("TLS");
    anonymous.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
    try (World.Edge bob = WORLD.bobAlone();
        SSLSocket socket = connect(anonymous, bob.port(), WORLD.bob.host())) {
      assertThatThrownBy(() -> statusLine(socket)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void handshake_signerIsAway_failsAndIsCounted() throws Exception {
    try (World.Edge bob = WORLD.bobAlone();
        SSLSocket socket =
            connect(WORLD.alice.jdkContext(WORLD.ca), bob.port(), WORLD.bob.host())) {
      bob.signing.beUnavailable(Duration.ofSeconds(1));
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
      assertThat(bob.count("hallmark.gateway.signatures", "outcome", "unavailable")).isEqualTo(1);
    }
  }

  @Test
  void chain_changed_isShownWithoutRestart() throws Exception {
    try (World.Edge bob = WORLD.bobAlone()) {
      Party again = Party.of(WORLD.ca, "Bob", KeySpec.EC_P384);
      bob.signing.add(
          again.keyName(),
          KeySpec.EC_P384,
          new java.security.KeyPair(
              again.tls().certificate().getPublicKey(), again.tls().privateKey()));
      bob.directory.set(WORLD.directoryOf(again));
      try (SSLSocket socket =
          connect(WORLD.alice.jdkContext(WORLD.ca), bob.port(), WORLD.bob.host())) {
        socket.startHandshake();
        assertThat(socket.getSession().getPeerCertificates()[0])
            .isEqualTo(again.tls().certificate());
      }
    }
  }

  @Test
  void handshake_openssl_isDone(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
    Path chain =
        Files.writeString(folder.resolve("chain.pem"), FakeCa.pem(WORLD.alice.tls().chain()));
    Path key =
        Files.writeString(
            folder.resolve("key.pem"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(WORLD.alice.tls().privateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n");
    Path root = Files.writeString(folder.resolve("root.pem"), WORLD.ca.certificatePem());
    try (World.Edge bob = WORLD.bobAlone()) {
      Process process =
          new ProcessBuilder(
                  "/usr/bin/openssl",
                  "s_client",
                  "-connect",
                  "127.0.0.1:" + bob.port(),
                  "-servername",
                  WORLD.bob.host(),
                  "-tls1_3",
                  "-alpn",
                  "h2",
                  "-cert",
                  chain.toString(),
                  "-key",
                  key.toString(),
                  "-CAfile",
                  root.toString(),
                  "-verify_return_error",
                  "-brief")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(said).contains("TLSv1.3").contains("Verification: OK");
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(
                          bob.count(
                              "hallmark.gateway.handshakes", "side", "server", "outcome", "done"))
                      .isEqualTo(1));
    }
  }

  @Test
  void start_portTaken_isOneClearError() {
    try (World.Edge bob = WORLD.bobAlone()) {
      GatewayConfig same = GatewayConfig.listeningOn("127.0.0.1:" + bob.port());
      assertThatThrownBy(
              () -> new World.Edge(WORLD.bob, WORLD.directoryOf(WORLD.bob), World.NO_BUS, same))
          .isInstanceOf(GatewayFault.class)
          .hasMessageContaining("cannot listen on /127.0.0.1:" + bob.port());
    }
  }
}
