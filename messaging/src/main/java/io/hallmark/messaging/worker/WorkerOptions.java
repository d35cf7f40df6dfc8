package io.hallmark.messaging.worker;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * The options that every worker program has; a picocli mixin. Filled by picocli, then only read.
 */
public final class WorkerOptions {
  @Option(
      names = {"-k", "--bus"},
      required = true,
      paramLabel = "HOST:PORT[,HOST:PORT...]",
      description = "Kafka brokers of this cluster. When they are away, the worker waits.")
  private String bus;

  @Option(
      names = "--bus-properties",
      paramLabel = "FILE",
      description = "Kafka client properties, such as those of TLS and SASL.")
  private Path busProperties;

  @Option(
      names = {"-i", "--instance"},
      required = true,
      paramLabel = "NAME",
      description =
          "Which one of its kind this is; unique in the cluster. Lower-case letters, digits, hyphens.")
  private String instance;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of this worker, YAML. An unknown key is a fault.")
  private Path config;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description =
          "Where /health/live, /health/ready and /metrics are served (default: ${DEFAULT-VALUE}; port 0: any free one).")
  private String http;

  @Option(
      names = "--http-address-file",
      paramLabel = "FILE",
      description = "Where to write the HOST:PORT that --http became.")
  private Path httpAddressFile;

  public Bus bus() {
    return new Bus(bus, busProperties == null ? Map.of() : readProperties(busProperties))
        .requireAddresses();
  }

  public String instance() {
    return instance;
  }

  public Optional<Path> configFile() {
    return Optional.ofNullable(config);
  }

  /**
   * The configuration file as a value of {@code type}; without a file, that of an empty one.
   *
   * @throws ConfigurationException when it does not fit
   */
  public <T> T config(Class<T> type) {
    return config == null
        ? YamlFile.parse("configuration (no --config given)", "", type)
        : YamlFile.read(config, type);
  }

  public HostPort http() {
    return HostPort.parse("--http", http);
  }

  public Optional<Path> httpAddressFile() {
    return Optional.ofNullable(httpAddressFile);
  }

  private static Map<String, String> readProperties(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "bus properties %s cannot be read (%s), expected a file of Kafka client properties; name"
                  .formatted(file, e)
              + " another with --bus-properties",
          e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
  }
}
