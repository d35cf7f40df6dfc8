package io.hallmark.hsm.pin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the person at this process's terminal for a secret, without echo: the door for every program
 * that has a PIN typed. {@link java.io.Console} is not used, since it leaves what was typed in
 * buffers that nobody can wipe. Safe for concurrent use: one question at a time.
 */
public final class HiddenTyping {
  private static final File TERMINAL = new File("/dev/tty");
  private static final int STTY_SECONDS_MAX = 5;
  private static final ReentrantLock ASKING = new ReentrantLock();

  private HiddenTyping() {}

  /** Whether there is a terminal to ask at. */
  public static boolean isPossible() {
    try (FileInputStream in = new FileInputStream(TERMINAL)) {
      return in.getFD().valid();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks once.
   *
   * @param question without the colon
   * @throws PinUnavailableException where there is no terminal, or nothing that can be a PIN is
   *     typed
   */
  public static Pin ask(String question) throws PinUnavailableException {
    try {
      byte[] typed = line(question + ": ");
      return PinText.parse(typed, typed.length, "what was typed");
    } catch (IOException e) {
      throw new PinUnavailableException(
          "there is no terminal to type a PIN at; run this at one, or give the PIN by file,"
              + " credential or command",
          e);
    }
  }

  /**
   * Asks once for a secret line of whatever kind; the caller wipes it.
   *
   * @param prompt shown as it is
   * @return without its end; empty where nothing but Enter was pressed
   * @throws EOFException where the terminal was closed
   * @throws IOException where there is no terminal
   */
  public static byte[] line(String prompt) throws IOException {
    ASKING.lock();
    try (FileInputStream in = new FileInputStream(TERMINAL);
        FileOutputStream out = new FileOutputStream(TERMINAL)) {
      return typed(prompt, in, out);
    } finally {
      ASKING.unlock();
    }
  }

  /**
   * Has the terminal show what is typed, should a program that was killed have left it otherwise.
   *
   * @throws IOException where there is no terminal
   */
  public static void show() throws IOException {
    stty("echo");
  }

  private static byte[] typed(String prompt, FileInputStream in, FileOutputStream out)
      throws IOException {
    // Ctrl-C ends the JVM, and the shell after it would still not show what is typed.
    Thread restorer = new Thread(HiddenTyping::showAgain, "terminal-restorer");
    Runtime.getRuntime().addShutdownHook(restorer);
    byte[] line = new byte[PinText.BYTES_MAX];
    try {
      stty("-echo");
      out.write(prompt.getBytes(UTF_8));
      int length = readLine(in, line);
      out.write('\n');
      return Arrays.copyOf(line, length);
    } finally {
      Arrays.fill(line, (byte) 0);
      showAgain();
      forget(restorer);
    }
  }

  /** Byte by byte, so that nothing but {@code line} holds them. */
  private static int readLine(FileInputStream in, byte[] line) throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1) {
        throw new EOFException("the terminal was closed");
      }
      if (length < line.length) {
        line[length++] = (byte) next;
      }
    }
    return length;
  }

  private static void showAgain() {
    try {
      stty("echo");
    } catch (IOException e) {
      throw new IllegalStateException(
          "the terminal does not show what is typed; run: stty echo", e);
    }
  }

  private static void forget(Thread restorer) {
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      return; // The JVM is ending, and the hook runs.
    }
  }

  private static void stty(String setting) throws IOException {
    Process process =
        new ProcessBuilder("stty", setting)
            .redirectInput(Redirect.from(TERMINAL))
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(STTY_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("stty " + setting + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
