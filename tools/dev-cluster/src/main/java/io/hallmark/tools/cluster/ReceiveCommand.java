package io.hallmark.tools.cluster;

import io.hallmark.messaging.client.Bus;
import io.hallmark.tools.simulator.Expectation;
import io.hallmark.tools.simulator.Progress;
import io.hallmark.tools.simulator.Receiver;
import io.hallmark.tools.simulator.Reconciliation;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "receive",
    mixinStandardHelpOptions = true,
    description = {
      "Waits at a cluster for numbered messages that someone else sends ('hallmark app-simulator",
      "SENDER'), and counts what was lost, doubled or out of order."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark cluster receive --dir play --at bob --messages 1000")
final class ReceiveCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;

  @Option(names = "--at", required = true, paramLabel = "NAME", description = "which cluster")
  private String at;

  @Option(
      names = "--messages",
      defaultValue = "1000",
      paramLabel = "N",
      description = "how many to expect (default: ${DEFAULT-VALUE})")
  private long messages;

  @Option(
      names = "--from-beginning",
      description = "count what has arrived already, too; else from now on")
  private boolean fromBeginning;

  @Option(
      names = "--patience",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description =
          "when nothing has come for so long the rest is lost (default: ${DEFAULT-VALUE})")
  private int patienceSeconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Manifest manifest = folder.clusters().manifest();
    ClusterEntry cluster = manifest.cluster(at);
    Expectation expectation = expectation(manifest.group(), cluster.identity());
    try (Receiver receiver = Receiver.open(Bus.at(cluster.bus()), expectation);
        Progress progress = Progress.on(spec.commandLine().getErr(), "received", messages)) {
      Reconciliation result = receiver.receive(progress);
      spec.commandLine().getOut().print(result.toTable());
      spec.commandLine().getOut().flush();
      return result.isClean() ? 0 : 1;
    }
  }

  private Expectation expectation(String group, String destination) {
    try {
      return new Expectation(
          group,
          destination,
          OptionalLong.empty(),
          messages,
          fromBeginning,
          Duration.ofSeconds(patienceSeconds),
          Expectation.SETTLE);
    } catch (IllegalArgumentException e) {
      throw ClusterException.misuse(e.getMessage());
    }
  }
}
