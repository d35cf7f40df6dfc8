package io.hallmark.crypto.cli.audit;

import io.hallmark.crypto.audit.AuditKeys;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.WriterSchemas;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a trail is read from: the topic, or a file that export wrote. A mixin. */
final class TrailSource {
  private static final int TIMEOUT_SECONDS_MAX = 3600;

  @Option(
      names = {"-k", "--bus"},
      paramLabel = "HOST:PORT[,...]",
      description = "where the bus (Kafka) is; the topic is read up to its present end")
  private String bus;

  @Option(
      names = "--bus-properties",
      paramLabel = "FILE",
      description = "further Kafka client properties (security and the like)")
  private Path properties;

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "a file that audit export wrote, instead of -k")
  private Path file;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "how long to wait for the bus, 1 to 3600 (${DEFAULT-VALUE})")
  private int seconds;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Hands every record to {@code records}, in order. */
  void read(Consumer<AuditRecord> records) {
    check();
    if (file == null) {
      TrailTopics.audit(theBus(), timeout(), records);
    } else {
      readFile(records);
    }
  }

  /** The audit keys of the registry; none where a file is read. */
  AuditKeys registeredKeys(WriterSchemas schemas) {
    check();
    return file == null ? TrailTopics.keys(theBus(), timeout(), schemas) : AuditKeys.NONE;
  }

  /** Where the bus is, if it is read from. */
  Optional<Bus> onBus() {
    check();
    return file == null ? Optional.of(theBus()) : Optional.empty();
  }

  ParameterException misuse(String what) {
    return new ParameterException(command.commandLine(), what);
  }

  private void check() {
    if ((bus == null) == (file == null)) {
      throw misuse(
          "there is no trail to read, or two, expected either -k, to read the topic, or --in, to read"
              + " a file");
    }
    if (seconds < 1 || seconds > TIMEOUT_SECONDS_MAX) {
      throw misuse("--timeout must be 1 to %d, got %d".formatted(TIMEOUT_SECONDS_MAX, seconds));
    }
  }

  private Duration timeout() {
    return Duration.ofSeconds(seconds);
  }

  private void readFile(Consumer<AuditRecord> records) {
    long number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        records.accept(TrailLines.parse(line));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw misuse(
          "--in %s, line %d: %s, expected lines that audit export wrote"
              .formatted(file, number, e.getMessage()));
    }
  }

  private Bus theBus() {
    try {
      return new Bus(bus, properties == null ? Map.of() : load());
    } catch (IllegalArgumentException | IOException e) {
      throw misuse("-k or --bus-properties: " + e.getMessage());
    }
  }

  private Map<String, String> load() throws IOException {
    Properties loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(properties)) {
      loaded.load(reader);
    }
    return loaded.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, loaded::getProperty));
  }
}
