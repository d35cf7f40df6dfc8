package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes have counted, read from their {@code /metrics} pages (Prometheus text format).
 * Immutable.
 */
final class Metrics {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Pattern SAMPLE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? ([^ ]+)");

  private final List<String> lines;

  Metrics(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Those of all the processes together; one that cannot be reached counts nothing. */
  static Metrics of(List<ProcessEntry> processes) {
    return new Metrics(
        processes.stream()
            .flatMap(process -> Addresses.of(process).stream())
            .distinct()
            .flatMap(Metrics::read)
            .toList());
  }

  private static Stream<String> read(String address) {
    try {
      URLConnection connection =
          URI.create("http://" + address + "/metrics").toURL().openConnection();
      connection.setConnectTimeout((int) TIMEOUT.toMillis());
      connection.setReadTimeout((int) TIMEOUT.toMillis());
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The sum of all samples of a name whose labels contain every one of {@code labels}.
   *
   * @param labels each as {@code name="value"}
   */
  double sum(String name, String... labels) {
    double sum = 0;
    for (String line : lines) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.find() && sample.group(1).equals(name) && has(sample.group(2), labels)) {
        sum += Double.parseDouble(sample.group(3));
      }
    }
    return sum;
  }

  /** The names of all samples. */
  Set<String> names() {
    return lines.stream()
        .map(SAMPLE::matcher)
        .filter(Matcher::find)
        .map(sample -> sample.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  long count(String name, String... labels) {
    return Math.round(sum(name, labels));
  }

  private static boolean has(String found, String[] labels) {
    for (String label : labels) {
      if (found == null || !found.contains(label)) {
        return false;
      }
    }
    return true;
  }
}
