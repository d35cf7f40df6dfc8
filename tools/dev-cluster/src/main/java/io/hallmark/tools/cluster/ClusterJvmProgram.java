package io.hallmark.tools.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One JVM for all programs of a cluster. Each line of its standard input is an order to start one;
 * the end of the input ends it.
 */
public final class ClusterJvmProgram {
  private ClusterJvmProgram() {}

  /**
   * @param kind which program
   * @param arguments as on its command line
   */
  record Order(Kind kind, List<String> arguments) {}

  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        start(json.readValue(line, Order.class));
      }
    }
    System.exit(0);
  }

  private static void start(Order order) {
    Thread thread = new Thread(() -> run(order), order.kind().id() + "-program");
    thread.setDaemon(true);
    thread.start();
  }

  /** A program's main only returns by ending the JVM, with its exit code. */
  private static void run(Order order) {
    try {
      Class.forName(order.kind().program())
          .getMethod("main", String[].class)
          .invoke(null, (Object) order.arguments().toArray(String[]::new));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(order.kind().id() + " did not start", e);
    }
  }
}
