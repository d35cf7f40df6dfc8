package io.hallmark.hsm.pin;

import com.sun.jna.Function;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PIN that a program prints, such as the client of a vault. It is started as it stands, never
 * through a shell; its standard error is ours, its standard input is empty.
 *
 * @param arguments the program and its arguments, at least the program
 * @param limit after which it is killed
 */
public record CommandPin(List<String> arguments, Duration limit) implements PinSource {
  public static final Duration LIMIT_DEFAULT = Duration.ofSeconds(10);

  /** Copies the list. */
  public CommandPin {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw new IllegalArgumentException("a PIN command must name a program");
    }
  }

  public CommandPin(List<String> arguments) {
    this(arguments, LIMIT_DEFAULT);
  }

  @Override
  public Pin read() throws PinUnavailableException {
    byte[] content = new byte[PinText.BYTES_MAX + 1];
    int length;
    try {
      length = printed(content);
    } catch (IOException e) {
      throw new PinUnavailableException(this + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PinUnavailableException(this + " was interrupted", e);
    }
    if (length > PinText.BYTES_MAX) {
      Arrays.fill(content, (byte) 0);
      throw new PinUnavailableException(
          this + " printed more than " + PinText.BYTES_MAX + " bytes; it must print the PIN alone");
    }
    return PinText.parse(content, length, this + "'s output");
  }

  /**
   * Through a pipe of our own: the JDK's keeps what the program printed in buffers that nobody can
   * wipe. The output fits into the pipe, so it is read once the program has ended.
   */
  private int printed(byte[] content)
      throws IOException, InterruptedException, PinUnavailableException {
    try (Pipe pipe = Pipe.open();
        FileInputStream in = new FileInputStream(pipe.readEnd())) {
      Process process =
          new ProcessBuilder(arguments)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.to(pipe.writeEnd()))
              .redirectError(Redirect.INHERIT)
              .start();
      awaitEnd(process);
      int there = Math.min(in.available(), content.length);
      return in.readNBytes(content, 0, there);
    }
  }

  private void awaitEnd(Process process) throws InterruptedException, PinUnavailableException {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new PinUnavailableException(
            this + " did not end within " + limit.toMillis() + " ms; it was killed");
      }
      if (process.exitValue() != 0) {
        throw new PinUnavailableException(
            this + " ended with exit code " + process.exitValue() + "; run it by hand");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Without the arguments, which may say more than they should. */
  @Override
  public String toString() {
    return "PIN command " + arguments.get(0);
  }

  /** pipe(2). The numbers stay open until it is closed. */
  private record Pipe(int reading, int writing) implements AutoCloseable {
    static Pipe open() throws IOException {
      int[] ends = new int[2];
      if (Function.getFunction("c", "pipe").invokeInt(new Object[] {ends}) != 0) {
        throw new IOException("no pipe could be opened");
      }
      return new Pipe(ends[0], ends[1]);
    }

    File readEnd() {
      return new File("/dev/fd/" + reading);
    }

    File writeEnd() {
      return new File("/dev/fd/" + writing);
    }

    @Override
    public void close() {
      for (int end : new int[] {reading, writing}) {
        Function.getFunction("c", "close").invokeInt(new Object[] {end});
      }
    }
  }
}
