package io.hallmark.messaging.client;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** As {@link BusOptions}, for commands that can do without the bus. */
public final class OptionalBusOptions {
  @Option(
      names = {"-k", "--bus"},
      paramLabel = "HOST:PORT[,...]",
      description = "where the bus (Kafka) is")
  private String bootstrapServers;

  @Option(
      names = "--bus-properties",
      paramLabel = "FILE",
      description = "further Kafka client properties (security and the like)")
  private Path propertiesFile;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The bus as given; empty where it is not.
   *
   * @throws ParameterException when the file cannot be read or the address is empty
   */
  public Optional<Bus> bus() {
    return Optional.ofNullable(bootstrapServers)
        .map(servers -> BusOptions.bus(command, servers, propertiesFile));
  }
}
