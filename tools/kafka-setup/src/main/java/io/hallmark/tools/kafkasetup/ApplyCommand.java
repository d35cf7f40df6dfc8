package io.hallmark.tools.kafkasetup;

import io.hallmark.messaging.client.BusOptions;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kafka-setup apply}. */
@Command(
    name = "apply",
    description = {
      "Creates the topics that are missing and corrects the settings of those that exist. The",
      "number of partitions of stateful topics is fixed when they are created."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark kafka-setup apply -k localhost:9092 --dry-run       what would be done",
      "  hallmark kafka-setup apply -k kafka1:9092 --partitions 24 --replication-factor 3"
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "of topics that are spread over workers (as they are, else 8)")
  private Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "R",
      defaultValue = "1",
      description = "of topics that are made; 3 on a real cluster (${DEFAULT-VALUE})")
  private short replicationFactor;

  @Option(names = "--dry-run", description = "say what would be done, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<String> done = TopicSetup.apply(bus.bus(), options());
    String prefix = dryRun ? "would " : "";
    done.forEach(words -> spec.commandLine().getOut().println(prefix + words));
    if (done.isEmpty()) {
      spec.commandLine().getErr().println("kafka-setup: all is as it should be");
    }
    return 0;
  }

  private SetupOptions options() {
    try {
      OptionalInt count = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
      return new SetupOptions(count, replicationFactor, dryRun);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
