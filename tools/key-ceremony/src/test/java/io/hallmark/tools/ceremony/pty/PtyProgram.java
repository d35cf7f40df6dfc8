package io.hallmark.tools.ceremony.pty;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code ceremony} in a process and a pseudo-terminal of its own. One thread. */
final class PtyProgram implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PtyProgram.class);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 5;
  private static final String CTRL_C = "\u0003";

  private final PtyProcess process;
  private final InputStream out;
  private final OutputStream in;
  private final StringBuilder screen = new StringBuilder(); // guarded by itself
  private final Thread reader;
  private int answered;

  PtyProgram(Path directory, String... arguments) throws IOException {
    this(directory, command("io.hallmark.tools.ceremony.CeremonyProgram", arguments));
  }

  /** What starts a program of this test's class path. */
  static List<String> command(String main, String... arguments) {
    return ProgramImage.command(main, List.of(arguments));
  }

  PtyProgram(Path directory, List<String> command) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm");
    process =
        new PtyProcessBuilder(command.toArray(String[]::new))
            .setDirectory(directory.toString())
            .setEnvironment(environment)
            .setInitialColumns(160)
            .setInitialRows(60)
            .start();
    out = process.getInputStream();
    in = process.getOutputStream();
    reader = new Thread(this::readAll, "pty-screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void readAll() {
    byte[] some = new byte[4096];
    try {
      int count = out.read(some);
      while (count > 0) {
        synchronized (screen) {
          screen.append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
        count = out.read(some);
      }
    } catch (IOException e) {
      // Linux answers so once the process is gone and nothing is left to be read.
      LOG.debug("the terminal is closed", e);
    }
  }

  /** Types what is asked for until {@code enough}, or until the process is over. */
  void type(Typist typist, BooleanSupplier enough) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing more happens after:\n" + screen());
      }
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        reader.join();
        return;
      }
      String shown = screen();
      if (shown.length() > answered) {
        Optional<String> answer = typist.answer(shown);
        if (answer.isPresent()) {
          answered = shown.length();
          in.write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
          in.flush();
        }
      }
    }
  }

  /** Whether something stands on the screen that was not answered yet. */
  boolean shows(String text) {
    return screen().contains(text);
  }

  /** All that was on the screen. */
  String screen() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  /** SIGKILL to what the shell that was started runs now. */
  void killChild() {
    ProcessHandle.of(process.pid()).stream()
        .flatMap(ProcessHandle::children)
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** Types a line that nobody waits for. */
  void typeLine(String line) throws IOException {
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As a person does it. */
  int interrupt() throws IOException, InterruptedException {
    in.write(CTRL_C.getBytes(StandardCharsets.US_ASCII));
    in.flush();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Ctrl-C ended nothing");
    }
    reader.join();
    return process.exitValue();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
