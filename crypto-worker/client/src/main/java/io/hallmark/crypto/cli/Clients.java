package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.ThreadLocalRandom;

/** Opens the clients that commands ask by. The caller closes them. */
final class Clients {
  private Clients() {}

  /** Administers keys, as an operator. */
  static KeyClient keys(Bus bus) {
    return KeyClients.open(bus, Role.OPERATOR, caller(), new SimpleMeterRegistry());
  }

  /** Has content signed, as an application. */
  static SigningClient signing(Bus bus) {
    return SigningClients.open(
        bus, KeyCategory.APPLICATION, Role.APPLICATION, caller(), new SimpleMeterRegistry());
  }

  /** Two that run at once, on one machine or several, must not take each other's answers. */
  private static String caller() {
    return "crypto-command-%016x".formatted(ThreadLocalRandom.current().nextLong());
  }
}
