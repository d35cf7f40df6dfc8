package io.hallmark.link;

import io.hallmark.commandline.Program;
import io.hallmark.commandline.SchemaCommand;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.worker.ConfiguredWorker;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.messaging.worker.WorkerOptions;
import io.hallmark.messaging.worker.WorkerProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The link manager as a program of its own. */
@Command(
    name = "link-manager",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = SchemaCommand.class,
    description = {
      "Takes messages from p2p.out to the peers' p2p.in, each once and in order of its key.",
      "",
      "It keeps nothing on its disk: any number run side by side and share the partitions; when one"
          + " dies the others go on. It needs the topics (kafka-setup), a published membership"
          + " (p2p-setup), and a crypto worker for the signatures of its sessions.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  link-manager -k localhost:9092 -i one",
      "  link-manager -k broker1:9092,broker2:9092 -i two --config link-manager.yaml --http :9102",
      "  link-manager schema > link-manager.schema.json",
      "",
      "Configuration, from --config, else section link-manager of topic config (p2p-setup config);",
      "with its defaults:",
      "  suites: [X25519MLKEM768_AES256GCM_SHA256]",
      "  receipts: ALL            # or OUTCOMES, or FAILURES",
      "  lane:",
      "    runBytesMax: 262144    # of messages in a frame",
      "    windowBytes: 2097152   # of messages in flight",
      "    unacknowledgedBytesMax: 16777216   # kept in memory for each partition",
      "    resendAfterMin: 300ms",
      "    resendAfterMax: 20s",
      "  hellos: { burst: 256, interval: 50ms }   # handshakes that a peer may ask for"
    })
public final class LinkManagerProgram implements Callable<Integer> {
  @Mixin private WorkerOptions options;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new LinkManagerProgram(), BusFailures.READER);
  }

  @Override
  public Integer call() {
    return WorkerProgram.run(options, this::start);
  }

  private Worker start(WorkerEnvironment environment) {
    return options.configFile().isPresent()
        ? LinkManager.start(environment, options.config(LinkManagerConfig.class))
        : ConfiguredWorker.start(
            environment, Role.LINK_MANAGER.id(), LinkManagerConfig.class, LinkManager::start);
  }
}
