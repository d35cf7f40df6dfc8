package io.hallmark.tools.simulator;

import io.hallmark.messaging.client.BusOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code app-simulator RECEIVER}. */
@Command(
    name = "RECEIVER",
    description = {
      "Receives the messages of one run from p2p.in, until all have arrived or nothing new comes,",
      "and prints what became of them."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark app-simulator RECEIVER -k localhost:9192 --group demo \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --messages 10000",
      "  hallmark app-simulator RECEIVER -k localhost:9192 --group demo \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --from-beginning --json arrived.json"
    })
final class ReceiverCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(names = "--group", required = true, paramLabel = "ID", description = "membership group")
  private String group;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "NAME",
      description = "whose messages are counted")
  private String destination;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "10000",
      description = "how many to expect (${DEFAULT-VALUE})")
  private long messages;

  @Option(
      names = "--run",
      paramLabel = "NUMBER",
      description = "the sender's run (that of the first message that arrives)")
  private Long run;

  @Option(
      names = "--from-beginning",
      description =
          "count what stands in p2p.in already, too; needed when started after the sender")
  private boolean fromBeginning;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "gives up after so long without anything new (${DEFAULT-VALUE})")
  private int timeoutSeconds;

  @Option(names = "--json", paramLabel = "FILE", description = "the result as JSON")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Expectation expectation = expectation();
    Reconciliation result;
    try (Receiver receiver = Receiver.open(bus.bus(), expectation);
        Progress progress = Progress.on(spec.commandLine().getErr(), "received", messages)) {
      result = receiver.receive(progress);
    }
    spec.commandLine().getOut().print(result.toTable());
    spec.commandLine().getOut().flush();
    JsonReport.write(json, result.toMap());
    return result.isClean() ? 0 : 1;
  }

  private Expectation expectation() {
    try {
      return new Expectation(
          group,
          destination,
          run == null ? OptionalLong.empty() : OptionalLong.of(run),
          messages,
          fromBeginning,
          Duration.ofSeconds(timeoutSeconds),
          Expectation.SETTLE);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
