package io.hallmark.tools.cluster;

import io.hallmark.tools.simulator.Progress;
import io.hallmark.tools.simulator.Reconciliation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Sends numbered messages from one cluster to another, waits for them there, and counts what",
      "was lost, doubled or out of order."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark cluster send --dir play --from alice --to bob --messages 100000",
      "  hallmark cluster send --dir play --from alice --to bob --rate 1000 --size 4096"
    })
final class SendCommand implements Callable<Integer> {
  @Mixin private FolderOption folder;

  @Option(names = "--from", required = true, paramLabel = "NAME", description = "sending cluster")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "NAME", description = "receiving cluster")
  private String to;

  @Option(
      names = "--messages",
      defaultValue = "1000",
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})")
  private long messages;

  @Option(
      names = "--size",
      defaultValue = "1024",
      paramLabel = "BYTES",
      description = "bytes of each payload (default: ${DEFAULT-VALUE})")
  private int size;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description = "messages per second (default: as fast as the bus takes them)")
  private double rate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Leg leg = leg();
    PrintWriter talk = spec.commandLine().getErr();
    List<Reconciliation> results;
    try (Progress progress = Progress.on(talk, "delivered", messages)) {
      results = new Traffic(List.of(leg), progress).run();
    }
    Reconciliation result = results.get(0);
    spec.commandLine().getOut().print(result.toTable());
    spec.commandLine().getOut().flush();
    return result.isClean() && result.counts().sent() == messages ? 0 : 1;
  }

  private Leg leg() {
    try {
      return Leg.of(
          folder.clusters().manifest(), from, to, System.currentTimeMillis(), messages, size, rate);
    } catch (IllegalArgumentException e) {
      throw ClusterException.misuse(e.getMessage());
    }
  }
}
