package io.hallmark.crypto;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcClientSettings;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The door to the administration of keys. */
public final class KeyClients {
  private KeyClients() {}

  /**
   * A client that administers keys. Returns at once and connects in the background, for as long as
   * the bus is away; {@link KeyClient#isReady} says when it has.
   *
   * @param role whose reply topic the answers come on
   * @param instance which one of its role this is
   */
  public static KeyClient open(Bus bus, Role role, String instance, MeterRegistry metrics) {
    RpcClientSettings settings =
        RpcClientSettings.of(
                TopicCatalogue.CRYPTO_ADMIN, TopicCatalogue.cryptoReplies(role), instance)
            .withoutHedge()
            .withBodies(List.of(KeyReply.class));
    return new BusKeyClient(RpcClient.start(bus, settings, metrics));
  }
}
