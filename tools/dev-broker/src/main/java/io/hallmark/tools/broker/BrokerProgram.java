package io.hallmark.tools.broker;

import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.FailureReader;
import io.hallmark.commandline.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code broker}: one Kafka broker for development, until it is told to stop. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one Kafka broker (KRaft, controller and broker in one) on the loopback interface.",
      "Prints its address when clients can connect; stops on SIGTERM or Ctrl-C.",
      "For development and tests: it keeps one replica of everything."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  broker --dir /tmp/bus                 a free port, chosen anew at every start",
      "  broker --dir /tmp/bus --port 9092     the same port every time",
      "  broker --dir /tmp/bus --address-file /tmp/bus.address"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped", "2:bad argument, port taken or folder unusable"})
public final class BrokerProgram implements Callable<Integer> {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "folder for the broker's data; made if it is not there, used again if it is")
  private Path dir;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "port for clients; 0, the default, takes a free one")
  private int port;

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description = "file to write HOST:PORT to once clients can connect")
  private Path addressFile;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Not yet run. */
  public static CommandLine commandLine() {
    return Program.of(
        new BrokerProgram(), FailureReader.of(BrokerStartException.class, ExitCode.WRONG_USE));
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65535) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--port must be 0 to 65535, got " + port);
    }
    try (EmbeddedBroker broker = start()) {
      announce(broker.bootstrapServers());
      awaitStop(broker);
      return 0;
    }
  }

  private EmbeddedBroker start() {
    return port == 0 ? EmbeddedBroker.start(dir) : EmbeddedBroker.start(dir, port);
  }

  private void announce(String address) throws IOException {
    if (addressFile != null) {
      Path part = addressFile.resolveSibling(addressFile.getFileName() + ".part");
      Files.writeString(part, address + "\n");
      Files.move(part, addressFile, StandardCopyOption.ATOMIC_MOVE);
    }
    System.out.println("ready " + address);
    System.out.flush();
  }

  private static void awaitStop(EmbeddedBroker broker) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
    never.await();
  }
}
