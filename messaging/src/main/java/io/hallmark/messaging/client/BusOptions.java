package io.hallmark.messaging.client;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a program is told where the bus is; a mixin for its commands. */
public final class BusOptions {
  @Option(
      names = {"-k", "--bus"},
      required = true,
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
   * The bus as given.
   *
   * @throws ParameterException when the file cannot be read or the address is empty
   */
  public Bus bus() {
    return bus(command, bootstrapServers, propertiesFile);
  }

  static Bus bus(CommandSpec command, String bootstrapServers, Path propertiesFile) {
    try {
      return new Bus(bootstrapServers, BusProperties.read(propertiesFile)).requireAddresses();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "bus properties %s cannot be read (%s), expected a file of Kafka client properties; name"
                  .formatted(propertiesFile, e)
              + " another with --bus-properties",
          e);
    }
  }
}
