package io.hallmark.tools.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** JVMs beside this one: the same java, the same class path. */
final class Jvm {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** Where so few have to do for a whole cluster, its JVMs do without the second compiler. */
  private static final int FEW_PROCESSORS = 4;

  private Jvm() {}

  /** The command of a JVM that runs {@code main}. */
  static List<String> command(String main, int heapMegabytes, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // In a session of its own, so that Ctrl-C at the terminal reaches us alone: we stop the
      // others in order. It becomes the program, so the pid stays.
      command.add(SETSID.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    // Several JVMs share few processors: the collectors with threads of their own only get in the
    // way.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS) {
      // The second compiler takes most of two processors for the first minutes of half a dozen
      // programs: nothing else is done in time meanwhile, and few clusters here live longer.
      command.add("-XX:TieredStopAtLevel=1");
    }
    int release = Runtime.version().feature();
    if (release >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (release >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Starts it with its output appended to {@code log}. The environment is ours. */
  static Process start(List<String> command, Path log, ProcessBuilder.Redirect input) {
    try {
      return new ProcessBuilder(command)
          .redirectInput(input)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessBuilder.Redirect noInput() {
    return ProcessBuilder.Redirect.from(new File("/dev/null"));
  }

  /** When the process was started; the epoch when the system does not tell. */
  static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }
}
