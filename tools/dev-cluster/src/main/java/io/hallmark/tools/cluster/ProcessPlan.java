package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How each process of a cluster is started: its arguments and its configuration file. */
final class ProcessPlan {
  private final Layout layout;

  ProcessPlan(Layout layout) {
    this.layout = layout;
  }

  /** A broker that chooses its port. */
  ProcessEntry broker(ClusterName name) {
    return entry(name, Kind.BROKER, 1, brokerArguments(name, Addresses.LOOPBACK + ":0"), "");
  }

  List<String> brokerArguments(ClusterName name, String address) {
    return List.of(
        "--dir",
        layout.bus(name).toString(),
        "--port",
        address.substring(address.lastIndexOf(':') + 1),
        "--address-file",
        layout.address(name, Kind.BROKER, 1).toString());
  }

  /** A worker; a gateway gets a port that it keeps, since its peers learn of it. */
  ProcessEntry worker(ClusterName name, Kind kind, int instance, String bus) {
    String gateway = kind == Kind.GATEWAY ? Addresses.LOOPBACK + ":" + Addresses.freePort() : "";
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--bus", bus, "--instance", "%s-%d".formatted(kind.id(), instance)));
    arguments.addAll(List.of("--http", Addresses.LOOPBACK + ":0"));
    arguments.addAll(
        List.of("--http-address-file", layout.address(name, kind, instance).toString()));
    configuration(name, kind, gateway)
        .ifPresent(
            text -> {
              Path file = layout.configuration(name, kind, instance);
              write(file, text);
              arguments.addAll(List.of("--config", file.toString()));
            });
    return entry(name, kind, instance, List.copyOf(arguments), gateway);
  }

  /** What differs between machines; a link manager's configuration stands on the bus. */
  private Optional<String> configuration(ClusterName name, Kind kind, String gateway) {
    return switch (kind) {
      // Nobody is there to approve anything on a developer's machine.
      case CRYPTO_WORKER ->
          Optional.of(
              "hsm: %s%napprovals: {required: {policy: 0, delete: 0, retire: 0}}%n"
                  .formatted(layout.hsmFile(name)));
      case GATEWAY -> Optional.of("listen: %s%n".formatted(gateway));
      case BROKER, LINK_MANAGER -> Optional.empty();
    };
  }

  private ProcessEntry entry(
      ClusterName name, Kind kind, int instance, List<String> arguments, String gateway) {
    return new ProcessEntry(
        name.value(),
        kind,
        instance,
        arguments,
        layout.log(name, kind, instance),
        layout.address(name, kind, instance),
        gateway,
        0,
        0);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
