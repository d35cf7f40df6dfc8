package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code crypto keys wrapping list}. */
@Command(
    name = "list",
    description = {
      "Lists wrapping keys, with how many keys each wraps as far as the worker that answers knows."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto keys wrapping list -k localhost:9092",
      "  hallmark crypto keys wrapping list --tenant alice --json -k localhost:9092"
    })
final class WrappingListCommand implements Callable<Integer> {
  @Option(names = "--tenant", paramLabel = "TENANT", description = "only this tenant's")
  private String tenant;

  @Mixin private WrappingOutput output;

  @Override
  public Integer call() {
    try (KeyClient keys = output.keys()) {
      return output.show(output.list(keys, Optional.ofNullable(tenant)));
    }
  }
}
