package io.hallmark.tools.cluster;

/** Starts each program in a JVM of its own, which outlives this one. */
final class ProcessLauncher implements Launcher {
  @Override
  public ProcessEntry launch(ProcessEntry process) {
    Addresses.forget(process);
    Process started =
        Jvm.start(
            Jvm.command(
                process.kind().program(), process.kind().heapMegabytes(), process.arguments()),
            process.log(),
            Jvm.noInput());
    return process.running(started.pid(), Jvm.startedMillis(started.toHandle()));
  }

  /** Nothing: what was started goes on, and is stopped by way of the manifest. */
  @Override
  public void close() {}
}
