package io.hallmark.crypto.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.WrappingKeyInfo;
import io.hallmark.messaging.client.BusOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** What commands about wrapping keys have in common; a mixin. */
final class WrappingOutput {
  @Mixin private OutputOptions output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;

  KeyClient keys() {
    return Clients.keys(bus.bus());
  }

  Patience patience() {
    return patience;
  }

  List<WrappingKeyInfo> list(KeyClient keys, Optional<String> tenant) {
    return patience.ask(
        "listing wrapping keys", keys::isReady, deadline -> keys.wrapping().list(tenant, deadline));
  }

  /** Returns the exit code. */
  int show(List<WrappingKeyInfo> keys) {
    output.print(() -> table(keys), () -> keys);
    return 0;
  }

  private static Table table(List<WrappingKeyInfo> keys) {
    Table table =
        new Table("TENANT", "GENERATION", "STATE", "KEYS", "TOKEN", "CREATED")
            .right("GENERATION", "KEYS");
    for (WrappingKeyInfo key : keys) {
      table.row(
          key.tenant(), key.generation(), key.state(), key.keys(), key.token(), key.createdAt());
    }
    return table;
  }
}
