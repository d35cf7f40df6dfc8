package io.hallmark.crypto.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.crypto.TokenStatus;
import io.hallmark.messaging.client.BusOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code crypto capabilities}. */
@Command(
    name = "capabilities",
    description = {
      "Shows what the tokens of the worker that answers can do: the kinds of keys that they make,",
      "and what else."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto capabilities -k localhost:9092",
      "  hallmark crypto capabilities --json -k localhost:9092"
    })
final class CapabilitiesCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;

  @Override
  public Integer call() {
    List<TokenStatus> tokens = TokensCommand.ask(bus, patience);
    output.print(() -> table(tokens), () -> tokens);
    return 0;
  }

  private static Table table(List<TokenStatus> tokens) {
    Table table = new Table("TOKEN", "CAN", "WHAT");
    for (TokenStatus token : tokens) {
      token.specs().forEach(kind -> table.row(token.name(), "MAKE", kind));
      token.capabilities().forEach(word -> table.row(token.name(), "DO", word));
    }
    return table;
  }
}
