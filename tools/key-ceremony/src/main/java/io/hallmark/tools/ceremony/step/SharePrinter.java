package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Hands sheets to the program that prints them, on its standard input, so that no file is made. One
 * thread.
 *
 * @param program started as it stands, without arguments and without a shell; {@code lp} prints on
 *     the default printer
 */
record SharePrinter(Path program) {
  private static final int PRINT_SECONDS_MAX = 120;

  /**
   * The printer of a plan.
   *
   * @throws StoppedException where there is no such program
   */
  static SharePrinter of(Path program) throws StoppedException {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw StoppedException.badInput(
          Problem.of("sharePrinter %s is no program".formatted(program))
              .expecting("a program that prints the PDF on its standard input, such as /usr/bin/lp")
              .remedy("install it, or correct the plan and have it approved"));
    }
    return new SharePrinter(program);
  }

  /** Waits until the program has taken the sheet and ended well. */
  void print(byte[] sheet, int index) throws StoppedException, IOException {
    Process process =
        new ProcessBuilder(program.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      boolean taken = taken(process, sheet);
      if (!process.waitFor(PRINT_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw failed(index, "took longer than %d s".formatted(PRINT_SECONDS_MAX));
      }
      if (process.exitValue() != 0) {
        throw failed(index, "ended with exit code " + process.exitValue());
      }
      if (!taken) {
        throw failed(index, "did not read all of it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(index, "was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether the program read all of the sheet; one that did not says why by its exit code. */
  private static boolean taken(Process process, byte[] sheet) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(sheet);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private StoppedException failed(int index, String how) {
    return StoppedException.failed(
        Problem.of("share %d was not printed: %s %s".formatted(index, program, how))
            .expecting("exit code 0")
            .remedy("mend the printer, destroy what it has printed, then resume"));
  }
}
