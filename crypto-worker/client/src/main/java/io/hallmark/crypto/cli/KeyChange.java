package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.client.BusOptions;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes one key and shows it as it is then. */
abstract class KeyChange implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "its name")
  private KeyName name;

  @Mixin private KeyOutput output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  /** What is done to it, for messages: "disabling key". */
  abstract String doing();

  /** Asks for the change; may be called more than once. */
  abstract CompletableFuture<CryptoResult<KeyInfo>> change(
      KeyClient keys, KeyName key, Instant deadline);

  /** What has to be asked first, once. */
  void prepare(KeyClient keys, KeyName key, Patience asking) {}

  @Override
  public Integer call() {
    output.check();
    try (KeyClient keys = Clients.keys(bus.bus())) {
      prepare(keys, name, patience);
      KeyInfo changed =
          patience.ask(
              doing() + " " + name, keys::isReady, deadline -> change(keys, name, deadline));
      output.show(changed, spec.commandLine().getOut());
    }
    return 0;
  }
}
