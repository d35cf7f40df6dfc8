package io.hallmark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.gateway.limits.InboundLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP as the JDK's client speaks it, version by version. The bus is away throughout. */
class GatewayHttpTest {
  private static final World WORLD = new World();
  private static final String TYPE = "application/vnd.hallmark.link+avro";
  private static World.Edge bob;

  @BeforeAll
  static void start() {
    GatewayConfig config =
        GatewayConfig.listeningOn("127.0.0.1:0").withLimits(InboundLimits.defaults());
    bob = new World.Edge(WORLD.bob, WORLD.directoryOf(WORLD.bob), World.NO_BUS, config);
  }

  @AfterAll
  static void stop() {
    bob.close();
  }

  private static HttpResponse<Void> send(Version version, HttpRequest.Builder request)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(WORLD.alice.jdkContext(WORLD.ca))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    HttpResponse<Void> response =
        client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.discarding());
    assertThat(response.version()).isEqualTo(version);
    return response;
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + bob.port() + path));
  }

  private static HttpRequest.Builder post(byte[] body) {
    return to("/v1/link").header("content-type", TYPE).POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] good() {
    return Frames.batch(Frames.data(WORLD.alice.name(), WORLD.bob.name(), 0, new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_otherPath_is404(Version version) throws Exception {
    assertThat(send(version, to("/").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void get_link_is405(Version version) throws Exception {
    HttpResponse<Void> response = send(version, to("/v1/link").GET());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("POST");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_otherType_is415(Version version) throws Exception {
    HttpRequest.Builder request =
        to("/v1/link")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(good()));
    assertThat(send(version, request).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_bodyTooLarge_is413(Version version) throws Exception {
    byte[] large = new byte[InboundLimits.defaults().bodyBytes() + 1];
    assertThat(send(version, post(large)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_bodyTooLargeOfUnknownLength_is413(Version version) throws Exception {
    byte[] large = new byte[InboundLimits.defaults().bodyBytes() + 1];
    HttpRequest.Builder request =
        to("/v1/link")
            .header("content-type", TYPE)
            .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large)));
    assertThat(send(version, request).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_malformed_is400(Version version) throws Exception {
    byte[] cut = Arrays.copyOf(good(), good().length - 1);
    assertThat(send(version, post(cut)).statusCode()).isEqualTo(400);
    assertThat(send(version, post(new byte[0])).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_frameOfAnotherMember_is403(Version version) throws Exception {
    byte[] hostile =
        Frames.batch(Frames.data(WORLD.bob.name(), WORLD.bob.name(), 0, new byte[] {1}));
    assertThat(send(version, post(hostile)).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_destinationElsewhere_is421(Version version) throws Exception {
    byte[] elsewhere =
        Frames.batch(Frames.data(WORLD.alice.name(), WORLD.alice.name(), 0, new byte[] {1}));
    assertThat(send(version, post(elsewhere)).statusCode()).isEqualTo(421);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_busIsAway_is503WithRetryAfter(Version version) throws Exception {
    HttpResponse<Void> response = send(version, post(good()));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("1");
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void post_severalOnOneConnection_areAllAnswered(Version version) throws Exception {
    double before = bob.count("hallmark.gateway.handshakes", "outcome", "done");
    HttpClient client =
        HttpClient.newBuilder()
            .version(version)
            .sslContext(WORLD.alice.jdkContext(WORLD.ca))
            .build();
    for (int i = 0; i < 5; i++) {
      assertThat(send(client, post(good()).build())).isEqualTo(503);
    }
    assertThat(bob.count("hallmark.gateway.handshakes", "outcome", "done") - before).isEqualTo(1);
  }

  private static int send(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
