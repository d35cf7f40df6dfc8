package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.messaging.client.BusOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code crypto policy show}. */
@Command(
    name = "show",
    description = "Shows what a key may be used for. What is not shown is refused.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = "  hallmark crypto policy show alice/contracts -k localhost:9092")
final class PolicyShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TENANT/ALIAS", description = "the key's name")
  private KeyName name;

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      KeyPolicy policy =
          patience.ask(
              "asking for the policy of key " + name,
              keys::isReady,
              deadline -> keys.policy(name, deadline));
      spec.commandLine().getOut().print(PolicyText.lines(policy));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
