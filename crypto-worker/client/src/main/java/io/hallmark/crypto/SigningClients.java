package io.hallmark.crypto;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcClientSettings;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;

/** The door to signatures. */
public final class SigningClients {
  private SigningClients() {}

  /**
   * A client that asks for signatures of one category, again where a worker says "later" and the
   * deadline allows. Returns at once and connects in the background, for as long as the bus is
   * away; {@link SigningClient#isReady} says when it has.
   *
   * @param role whose reply topic the answers come on
   * @param instance which one of its role this is
   */
  public static SigningClient open(
      Bus bus, KeyCategory category, Role role, String instance, MeterRegistry metrics) {
    return patient(openOnce(bus, category, role, instance, metrics));
  }

  /** The same, but "later" is an answer: for those who measure, or who have better to do. */
  public static SigningClient openOnce(
      Bus bus, KeyCategory category, Role role, String instance, MeterRegistry metrics) {
    RpcClientSettings settings = settings(category, role, instance);
    return new BusSigningClient(RpcClient.start(bus, settings, metrics));
  }

  /** The same for a worker, whose watchdog then watches the client's threads. */
  public static SigningClient open(WorkerEnvironment environment, KeyCategory category, Role role) {
    RpcClientSettings settings = settings(category, role, environment.instance());
    return patient(new BusSigningClient(RpcClient.start(environment, settings)));
  }

  private static SigningClient patient(SigningClient once) {
    return new PatientSigningClient(once, Clock.systemUTC());
  }

  private static RpcClientSettings settings(KeyCategory category, Role role, String instance) {
    return RpcClientSettings.of(topic(category), TopicCatalogue.cryptoReplies(role), instance)
        .withBodies(List.of(SignReply.class));
  }

  private static Topic topic(KeyCategory category) {
    return switch (category) {
      case TLS -> TopicCatalogue.CRYPTO_SIGN_TLS;
      case SESSION -> TopicCatalogue.CRYPTO_SIGN_SESSION;
      case APPLICATION -> TopicCatalogue.CRYPTO_SIGN_APPLICATION;
      case AUDIT ->
          throw new IllegalArgumentException("audit keys sign for their worker and nobody else");
    };
  }
}
