package io.hallmark.tools.bench;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcClientSettings;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcServer;
import io.hallmark.messaging.rpc.RpcServerSettings;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A broker, a server that answers with what it was sent, and a client, in this process. */
final class EchoRig implements AutoCloseable {
  private static final Body BODY = Body.of(new byte[130]);

  private final EmbeddedBroker broker;
  private final RpcServer server;
  private final RpcClient client;

  private EchoRig(EmbeddedBroker broker, RpcServer server, RpcClient client) {
    this.broker = broker;
    this.server = server;
    this.client = client;
  }

  /** A broker of its own: on the worker's, the worker would read the requests as well. */
  static EchoRig open(Path folder) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(folder);
    Bus bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    RpcServer server =
        RpcServer.start(
            bus,
            RpcServerSettings.of("bench-echo", "echo-1", List.of(TopicCatalogue.CRYPTO_SIGN_TLS)),
            (request, responder) -> responder.respond(new RpcOutcome.Done(request.body())),
            new SimpleMeterRegistry());
    RpcClient client =
        RpcClient.start(
            bus,
            RpcClientSettings.of(
                TopicCatalogue.CRYPTO_SIGN_TLS,
                TopicCatalogue.cryptoReplies(Role.GATEWAY),
                "echo-1"),
            new SimpleMeterRegistry());
    EchoRig rig = new EchoRig(broker, server, client);
    Patience.until("the echo", () -> server.readiness().isReady() && client.isReady());
    return rig;
  }

  /** Completes with an empty text, or with what came instead of the echo. */
  CompletableFuture<String> ask() {
    return client
        .call(BODY, Patience.deadline())
        .thenApply(outcome -> outcome instanceof RpcOutcome.Done ? "" : outcome.toString());
  }

  @Override
  public void close() {
    client.close();
    server.close();
    broker.close();
  }
}
