package io.hallmark.tools.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallmark.commandline.Program;
import io.hallmark.messaging.client.CommandLogging;
import io.hallmark.tools.simulator.Load;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: two clusters, messages both ways, a table of what arrived. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes two clusters, alice and bob, on this machine: each with a Kafka broker, a SoftHSM",
      "token, a crypto worker, a link manager and a gateway. Sends numbered messages both ways,",
      "counts what arrives, prints a table, and takes everything down again."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every message arrived once and in order",
      "1:some did not, or a cluster did not come up",
      "2:bad argument"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  demo",
      "  demo --messages 100000 --size 10240 --json result.json",
      "  demo --processes                 every worker in a JVM of its own",
      "  demo --dir /tmp/look             keeps the folder: configuration, logs, topics"
    })
public final class DemoProgram implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "10000",
      description = "messages each way (default: ${DEFAULT-VALUE})")
  private long messages;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "1024",
      description = "bytes of each payload (default: ${DEFAULT-VALUE})")
  private int size;

  @Option(names = "--processes", description = "run each worker in a JVM of its own")
  private boolean processes;

  @Option(names = "--json", paramLabel = "FILE", description = "also write the figures there")
  private Path json;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "an empty folder to use and keep (default: one that is removed afterwards)")
  private Path dir;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLogging.configure();
    System.exit(commandLine().execute(args));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new DemoProgram(), ClusterException.READER);
  }

  @Override
  public Integer call() throws Exception {
    check("--messages", messages, 1, Load.MESSAGES_MAX);
    check("--size", size, Load.SIZE_MIN, Load.SIZE_MAX);
    PrintWriter talk = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    DemoReport report =
        new Demo(new DemoOptions(messages, size, processes, Optional.ofNullable(dir)), talk).run();
    out.print(report.toTable());
    out.flush();
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report.toMap());
    }
    return report.isClean() ? 0 : 1;
  }

  private void check(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), "%s must be %d to %d, got %d".formatted(option, min, max, value));
    }
  }
}
