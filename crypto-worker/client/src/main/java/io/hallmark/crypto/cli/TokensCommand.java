package io.hallmark.crypto.cli;

import io.hallmark.commandline.OutputOptions;
import io.hallmark.commandline.Table;
import io.hallmark.commandline.Tone;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.TokenStatus;
import io.hallmark.messaging.client.BusOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code crypto tokens}. */
@Command(
    name = "tokens",
    description = {
      "Shows the tokens of the worker that answers and whether they are usable.",
      "Exit code 1 where one is not."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto tokens -k localhost:9092",
      "  hallmark crypto tokens --json -k localhost:9092"
    })
final class TokensCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;
  @Mixin private BusOptions bus;
  @Mixin private Patience patience;

  @Override
  public Integer call() {
    List<TokenStatus> tokens = ask(bus, patience);
    output.print(() -> table(tokens), () -> tokens);
    return tokens.stream().allMatch(TokenStatus::usable) ? 0 : 1;
  }

  /** The tokens, for other commands too. */
  static List<TokenStatus> ask(BusOptions bus, Patience patience) {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      return patience.ask(
          "asking for tokens", keys::isReady, deadline -> keys.secrets().tokens(deadline));
    }
  }

  private static Table table(List<TokenStatus> tokens) {
    Table table = new Table("TOKEN", "STATE", "MODEL", "SERIAL", "REASON");
    for (TokenStatus token : tokens) {
      table.row(
          token.name(),
          token.usable() ? Tone.GOOD.of("usable") : Tone.BAD.of("NOT USABLE"),
          token.model(),
          token.serial(),
          token.reason());
    }
    return table;
  }
}
