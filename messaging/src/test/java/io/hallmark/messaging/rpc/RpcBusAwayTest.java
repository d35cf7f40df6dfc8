package io.hallmark.messaging.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpcBusAwayTest {
  private static final Topic REQUESTS = TopicCatalogue.CRYPTO_SIGN_TLS;
  private static final Topic REPLIES = TopicCatalogue.cryptoReplies(Role.GATEWAY);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void clientAndServer_startedBeforeTheBus_waitAndThenServe(@TempDir Path folder)
      throws IOException {
    int port = freePort();
    Bus bus = Bus.at("127.0.0.1:" + port);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (RpcServer server =
            RpcServer.start(
                bus,
                RpcServerSettings.of("away", "server-1", List.of(REQUESTS)),
                (request, responder) -> responder.respond(new RpcOutcome.Done(request.body())),
                metrics);
        RpcClient client =
            RpcClient.start(bus, RpcClientSettings.of(REQUESTS, REPLIES, "caller-1"), metrics)) {
      assertThat(client.readiness().waitingFor()).singleElement().asString().contains("" + port);
      assertThat(server.readiness().waitingFor()).singleElement().asString().contains("" + port);
      assertThat(client.call(Body.of("x".getBytes(UTF_8)), Instant.now().plusSeconds(5)).join())
          .isInstanceOf(RpcOutcome.Unavailable.class);
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
        assertThat(broker.bootstrapServers()).isEqualTo(bus.bootstrapServers());
        TopicCreation.create(bus, 2, REQUESTS, REPLIES);
        await().atMost(PATIENCE).until(client::isReady);
        await().atMost(PATIENCE).until(() -> server.readiness().isReady());
        Body body = Body.of("x".getBytes(UTF_8));
        assertThat(client.call(body, Instant.now().plusSeconds(10)).join())
            .isEqualTo(new RpcOutcome.Done(body));
        client.close();
        server.close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
