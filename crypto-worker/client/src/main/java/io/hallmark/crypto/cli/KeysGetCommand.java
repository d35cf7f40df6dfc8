package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.client.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto keys get}. */
@Command(
    name = "get",
    description = "Shows one key and its public part.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys get alice/tls -k localhost:9092",
      "  hallmark crypto keys get alice/tls -k localhost:9092 | openssl pkey -pubin -noout -text"
    })
final class KeysGetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "its name")
  private KeyName name;

  @Mixin private KeyOutput output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    output.check();
    try (KeyClient keys = Clients.keys(bus.bus())) {
      output.show(get(keys, name, patience), spec.commandLine().getOut());
    }
    return 0;
  }

  /** The key, for other commands too. */
  static KeyInfo get(KeyClient keys, KeyName name, Patience patience) {
    return patience.ask(
        "asking for key " + name, keys::isReady, deadline -> keys.get(name, deadline));
  }
}
