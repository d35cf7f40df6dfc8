package io.hallmark.tools.simulator;

import io.hallmark.commandline.CommandFailure;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.messaging.client.BusOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code app-simulator SENDER}. */
@Command(
    name = "SENDER",
    description = "Sends numbered messages to p2p.out and waits until the bus holds them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark app-simulator SENDER -k localhost:9092 --group demo --source 'O=Alice,L=Zurich,C=CH' \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --messages 10000 --size 1024",
      "  hallmark app-simulator SENDER -k localhost:9092 --group demo --source 'O=Alice,L=Zurich,C=CH' \\",
      "      --destination 'O=Bob,L=Basel,C=CH' --rate 1000 --keys 64 --json sent.json"
    })
final class SenderCommand implements Callable<Integer> {
  @Mixin private BusOptions bus;

  @Option(names = "--group", required = true, paramLabel = "ID", description = "membership group")
  private String group;

  @Option(names = "--source", required = true, paramLabel = "NAME", description = "who sends")
  private String source;

  @Option(
      names = "--destination",
      required = true,
      paramLabel = "NAME",
      description = "who is to receive")
  private String destination;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "10000",
      description = "how many (${DEFAULT-VALUE})")
  private long messages;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "1024",
      description = "bytes of a payload (${DEFAULT-VALUE})")
  private int size;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = "messages per second, open-loop; 0: as fast as it goes (${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "16",
      description = "ordering keys (${DEFAULT-VALUE})")
  private int keys;

  @Option(
      names = "--run",
      paramLabel = "NUMBER",
      description = "tells this run from others (the time in milliseconds)")
  private Long run;

  @Option(names = "--json", paramLabel = "FILE", description = "what was sent, as JSON")
  private Path json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CommandFailure {
    Load load = load();
    Sender.Outcome outcome;
    PrintWriter err = spec.commandLine().getErr();
    try (Progress progress = Progress.on(err, "sent", messages)) {
      outcome = new Sender(bus.bus()).send(load, progress);
    }
    report(load, outcome);
    if (outcome.failed() > 0) {
      throw new CommandFailure(
          ExitCode.FAILED,
          new Problem(
              "%d messages failed, the first: %s"
                  .formatted(outcome.failed(), outcome.firstFailure()),
              "topic p2p.out",
              "a bus that takes every message",
              "see to the bus, then send again with another --run"));
    }
    return outcome.acknowledged() == messages ? 0 : 1;
  }

  private Load load() {
    try {
      long number = run == null ? System.currentTimeMillis() : run;
      return new Load(new Route(group, source, destination), number, messages, size, rate, keys);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void report(Load load, Sender.Outcome outcome) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("run", load.run());
    report.put("sent", outcome.acknowledged());
    report.put("failed", outcome.failed());
    report.forEach((name, value) -> spec.commandLine().getOut().println(name + " " + value));
    JsonReport.write(json, report);
  }
}
