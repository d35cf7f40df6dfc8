package io.hallmark.gateway;

import io.hallmark.crypto.InMemorySigningClient;
import io.hallmark.crypto.KeySpec;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.FakeCaOptions;
import io.hallmark.gateway.identity.Directory;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.membership.Group;
import io.hallmark.messaging.membership.Member;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A group of two with one CA, and gateways for them. */
final class World {
  /** Nothing listens there. */
  static final Bus NO_BUS = Bus.at("127.0.0.1:9");

  private static final int NOWHERE = 9;

  final FakeCa ca;
  final Party alice;
  final Party bob;

  World() {
    this(KeySpec.EC_P256, KeySpec.EC_P256);
  }

  World(KeySpec aliceKey, KeySpec bobKey) {
    ca = newCa();
    alice = Party.of(ca, "Alice", aliceKey);
    bob = Party.of(ca, "Bob", bobKey);
  }

  static FakeCa newCa() {
    try {
      Path home = Files.createTempDirectory("gateway-test-ca");
      home.toFile().deleteOnExit();
      return FakeCa.create(home.resolve("ca"), FakeCaOptions.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory of the cluster that hosts this party. */
  Directory directory(Party hosted, Member... members) {
    Group group =
        new Group(
            Party.GROUP,
            List.of(ca.certificate()),
            Group.PAYLOAD_BYTES_MAX_DEFAULT,
            Group.EVENT_HORIZON_DEFAULT);
    return Directory.of(
        Directory.empty(), List.of(group), List.of(members), List.of(hosted.identity()));
  }

  Directory directoryOf(Party hosted) {
    return directory(hosted, alice.member(NOWHERE), bob.member(NOWHERE));
  }

  /** A gateway of a party, and what a test wants to look at. */
  static final class Edge implements AutoCloseable {
    final RunningGateway gateway;
    final InMemorySigningClient signing;
    final FixedDirectory directory;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    Edge(Party party, Directory directory, Bus bus, GatewayConfig config) {
      this.signing = party.signing();
      this.directory = new FixedDirectory(directory);
      String instance = party.host().replace('.', '-');
      WorkerEnvironment environment =
          new WorkerEnvironment(bus, instance, metrics, Clock.systemUTC());
      this.gateway = GatewayAssembly.over(environment, config, signing, this.directory);
    }

    int port() {
      return gateway.address().getPort();
    }

    double count(String name, String... tags) {
      return metrics.find(name).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    @Override
    public void close() {
      gateway.close();
    }
  }

  /** Bob's gateway, without a bus. */
  Edge bobAlone() {
    return new Edge(bob, directoryOf(bob), NO_BUS, GatewayConfig.listeningOn("127.0.0.1:0"));
  }
}
