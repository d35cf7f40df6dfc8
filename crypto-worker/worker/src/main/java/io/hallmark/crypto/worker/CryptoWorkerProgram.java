package io.hallmark.crypto.worker;

import io.hallmark.commandline.Program;
import io.hallmark.commandline.SchemaCommand;
import io.hallmark.crypto.cli.audit.AuditCommand;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.client.CommandLogging;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.worker.WorkerOptions;
import io.hallmark.messaging.worker.WorkerProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code crypto-worker}: runs one crypto worker until it is told to stop. */
@Command(
    name = "crypto-worker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = SchemaCommand.class,
    description = {
      "Signs over the bus with keys that never leave a PKCS#11 token.",
      "The only program that knows a PIN. Run two or more in a cluster: each takes a share of the "
          + "requests, and any of them can be killed."
    },
    footer = {
      "",
      "The configuration names the HSM file; the other keys are optional:",
      "  hsm: hsm.yaml",
      "  requestsInFlightMax: 4096   # more are answered: ask again later",
      "  commandsWaitingMax: 64      # administrative commands that wait their turn",
      "  deletionWaitMin: 7d         # a key's deletion can be undone for so long at least",
      "  retireWaitMin: 1m           # a wrapping key outlives the next one's coming for so long",
      "  audit:                      # topic crypto.audit; where it can't be written nothing is signed",
      "    unwrittenMax: 20000       # acts whose entries the bus may not have yet",
      "    unwrittenFor: 10s         # how long the oldest of them may wait",
      "    headEvery: 5s             # how often the chain's head is signed while it grows",
      "  queueWaitMax: 50ms          # a request that would wait longer is answered: later",
      "  tenants:                    # if there, those it does not name are refused",
      "    alice: {signaturesPerSecond: 500, burst: 100, inFlightMax: 200, keysMax: 1000}",
      "  approvals:                  # if absent, these commands are refused",
      "    required: {policy: 2, delete: 2, retire: 3}   # of the operators; 0: none needed",
      "    lifeMax: 7d",
      "    operators: {olga: olga.pub.pem, otto: otto.pub.pem, pia: pia.pub.pem}",
      "",
      "A wrong PIN is tried once: the program ends with exit code 2. A token or a bus that is away",
      "is waited for; /health/ready says which and why.",
      "",
      "Examples:",
      "  hallmark crypto-worker -k localhost:9092 -i crypto-worker-1 --config crypto-worker.yaml",
      "  hallmark crypto-worker -k kafka-1:9093 --bus-properties tls.properties -i crypto-worker-2 \\",
      "      --config crypto-worker.yaml --http 0.0.0.0:8080",
      "  hallmark crypto-worker schema > crypto-worker.schema.json",
      "  hallmark crypto-worker audit verify -k localhost:9092"
    })
public final class CryptoWorkerProgram implements Callable<Integer> {
  @Mixin private WorkerOptions options;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** {@code audit} is a command of its own, which needs none of a worker's options. */
  static int run(String... args) {
    if (args.length == 0 || !args[0].equals("audit")) {
      return commandLine().execute(args);
    }
    CommandLogging.configure();
    return AuditCommand.commandLine("hallmark crypto-worker audit")
        .execute(Arrays.copyOfRange(args, 1, args.length));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new CryptoWorkerProgram(), BusFailures.READER);
  }

  @Override
  public Integer call() {
    return WorkerProgram.run(
        options, environment -> CryptoWorker.start(environment, config(options.configFile())));
  }

  private static CryptoWorkerConfig config(Optional<Path> file) {
    return CryptoWorkerFile.read(
        file.orElseThrow(
            () ->
                new ConfigurationException(
                    "--config is missing, expected a YAML file that names the HSM file; give it")));
  }
}
