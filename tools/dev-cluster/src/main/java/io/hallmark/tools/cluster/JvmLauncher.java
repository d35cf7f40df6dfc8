package io.hallmark.tools.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts all programs of a cluster in one JVM beside this one, by telling a {@link
 * ClusterJvmProgram} on its standard input. The JVM ends with its input, so it cannot outlive us
 * even if we are killed.
 */
final class JvmLauncher implements Launcher {
  private static final int HEAP_MEGABYTES = 1536;

  private final Layout layout;
  private final Map<String, Process> jvms = new LinkedHashMap<>();

  JvmLauncher(Layout layout) {
    this.layout = layout;
  }

  @Override
  public synchronized ProcessEntry launch(ProcessEntry process) {
    Addresses.forget(process);
    Process jvm = jvms.computeIfAbsent(process.cluster(), this::start);
    tell(jvm, new ClusterJvmProgram.Order(process.kind(), process.arguments()));
    return process.running(jvm.pid(), Jvm.startedMillis(jvm.toHandle()));
  }

  private Process start(String cluster) {
    Path log = layout.sharedLog(new ClusterName(cluster));
    return Jvm.start(
        Jvm.command(ClusterJvmProgram.class.getName(), HEAP_MEGABYTES, List.of()),
        log,
        ProcessBuilder.Redirect.PIPE);
  }

  private static void tell(Process jvm, ClusterJvmProgram.Order order) {
    try {
      OutputStream input = jvm.getOutputStream();
      input.write(
          (new ObjectMapper().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks all of them first, so that they stop side by side. */
  @Override
  public synchronized void close() {
    jvms.values().forEach(jvm -> jvm.toHandle().destroy());
    jvms.values().forEach(jvm -> Processes.stop(jvm.toHandle()));
    jvms.clear();
  }
}
