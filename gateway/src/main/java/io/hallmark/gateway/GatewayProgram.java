package io.hallmark.gateway;

import io.hallmark.commandline.Program;
import io.hallmark.commandline.SchemaCommand;
import io.hallmark.messaging.client.BusFailures;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.messaging.worker.WorkerOptions;
import io.hallmark.messaging.worker.WorkerProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway}: runs one gateway until it is told to stop. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = SchemaCommand.class,
    description = {
      "Takes frames from the gateways of peers and sends ours to them, over mutual TLS 1.3.",
      "Holds no private key and no message in clear: handshakes are signed by the crypto worker. "
          + "Run as many as you like; peers use all addresses of a name."
    },
    footer = {
      "",
      "The configuration, every key of which is optional:",
      "  listen: 0.0.0.0:8443        # port 0 takes a free one",
      "  transport: auto             # epoll where it loads, else nio",
      "  eventLoops: 0               # one per processor",
      "  limits:",
      "    connections: 10000",
      "    connectionsPerAddress: 256",
      "    handshakesPerSecond: 2000",
      "    bodyBytes: 4194304",
      "    idleTimeout: 2m",
      "  outbound:",
      "    bufferedBytes: 67108864",
      "    connectionsPerAddress: 2",
      "    frameLifetime: 10s",
      "",
      "Connections are turned away until the members are known and the crypto worker answers;",
      "/health/ready says what is missing. A port that is taken ends the program with exit code 2.",
      "",
      "Examples:",
      "  hallmark gateway -k localhost:9092 -i gateway-1 --config gateway.yaml",
      "  hallmark gateway -k kafka-1:9093 --bus-properties tls.properties -i gateway-2 \\",
      "      --config gateway.yaml --http 0.0.0.0:8080",
      "  hallmark gateway schema > gateway.schema.json"
    })
public final class GatewayProgram implements Callable<Integer> {
  @Mixin private WorkerOptions options;

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description = "Where to write the HOST:PORT that it listens on, once it does.")
  private Path addressFile;

  /** Ends the process with the program's exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(new GatewayProgram(), BusFailures.READER);
  }

  @Override
  public Integer call() {
    return WorkerProgram.run(options, this::start);
  }

  private Worker start(WorkerEnvironment environment) {
    GatewayConfig config = options.config(GatewayConfig.class);
    RunningGateway gateway = Gateway.start(environment, config);
    if (addressFile != null) {
      try {
        write(gateway.address());
      } catch (IOException e) {
        gateway.close();
        throw new ConfigurationException(
            "--address-file %s cannot be written (%s), expected a path in a folder of this user;"
                    .formatted(addressFile, e)
                + " name another",
            e);
      }
    }
    return gateway;
  }

  /** Written beside and moved into place, so that a reader sees all of it or nothing. */
  private void write(InetSocketAddress address) throws IOException {
    String text = address.getAddress().getHostAddress() + ":" + address.getPort() + "\n";
    Path beside = addressFile.resolveSibling(addressFile.getFileName() + ".new");
    Files.writeString(beside, text);
    Files.move(
        beside, addressFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
