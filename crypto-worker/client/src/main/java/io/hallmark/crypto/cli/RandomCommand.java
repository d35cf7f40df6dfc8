package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.SecretClient;
import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code crypto random}. */
@Command(
    name = "random",
    description = {
      "Gives random bytes of a token's generator, one line of hexadecimal unless told otherwise.",
      "They cross the bus as they are: for nonces and seeds of public protocols, not for keys."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark crypto random --bytes 32 -k localhost:9092",
      "  hallmark crypto random --bytes 24 --base64 -k localhost:9092",
      "  hallmark crypto random --bytes 4096 --out seed.bin -k localhost:9092"
    })
final class RandomCommand implements Callable<Integer> {
  @Option(
      names = "--bytes",
      required = true,
      paramLabel = "N",
      description = "how many, 1 to " + SecretClient.RANDOM_BYTES_MAX)
  private int count;

  @ArgGroup private Form form = new Form();

  @Mixin private BusOptions bus;
  @Mixin private Patience patience;
  @Spec private CommandSpec spec;

  /** At most one of them. */
  private static final class Form {
    @Option(names = "--hex", description = "as one line of hexadecimal")
    private boolean hex;

    @Option(names = "--base64", description = "as one line of base64")
    private boolean base64;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "the bytes themselves; created, never overwritten")
    private Path file;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > SecretClient.RANDOM_BYTES_MAX) {
      throw CommandFailedException.badInput(
          "--bytes must be 1 to %d, got %d; ask for fewer, or more than once"
              .formatted(SecretClient.RANDOM_BYTES_MAX, count));
    }
    NewFile.check(form.file);
    show(random());
    return 0;
  }

  private byte[] random() {
    try (KeyClient keys = Clients.keys(bus.bus())) {
      return patience.ask(
          "asking for %d random bytes".formatted(count),
          keys::isReady,
          deadline -> keys.secrets().random(count, deadline));
    }
  }

  private void show(byte[] random) {
    if (form.file != null) {
      NewFile.write(form.file, random);
    } else {
      spec.commandLine()
          .getOut()
          .println(
              form.hex || !form.base64
                  ? HexFormat.of().formatHex(random)
                  : Base64.getEncoder().encodeToString(random));
    }
  }
}
