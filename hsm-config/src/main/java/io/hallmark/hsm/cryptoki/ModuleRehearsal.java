package io.hallmark.hsm.cryptoki;

import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.token.TokenFinder;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tries in a process of its own, which may hang or crash, what is to be done in this one: loads and
 * initialises a module and a copy of it side by side, and finds a token through the copy. Never
 * logs in, so that no PIN is needed and no try is spent.
 */
public final class ModuleRehearsal {
  private static final int ANSWER_BYTES_MAX = 2_000;
  private static final int KILLED_SECONDS_MAX = 5;

  private ModuleRehearsal() {}

  /**
   * Why a copy of the module could not be used at present; empty where it could.
   *
   * @param serial of the token to find
   * @param limit after which the process is killed
   */
  public static Optional<String> fault(
      Path module, Map<String, String> environment, String serial, Duration limit)
      throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            ModuleRehearsal.class.getName(),
            module.toString(),
            serial);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return outcome(builder.start(), limit);
    } catch (IOException e) {
      return Optional.of("the process that tries it can't be run: " + e.getMessage());
    }
  }

  private static Optional<String> outcome(Process process, Duration limit)
      throws InterruptedException, IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.of("no answer to a new process either");
      }
      if (process.exitValue() == 0) {
        return Optional.empty();
      }
      byte[] said = process.getInputStream().readNBytes(ANSWER_BYTES_MAX);
      String text = new String(said, StandardCharsets.UTF_8).strip();
      return Optional.of(
          text.isEmpty() ? "the process that tried it ended with " + process.exitValue() : text);
    } finally {
      process.destroyForcibly();
      process.waitFor(KILLED_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }

  /** The process's own side. Its arguments: the module's path, the token's serial. */
  public static void main(String[] arguments) {
    Path module = Path.of(arguments[0]);
    TokenSelector token = TokenSelector.serial(arguments[1]);
    try {
      Cryptoki first = NativeLoader.load(module);
      CryptokiModule.initialise(first);
      Cryptoki second = NativeLoader.load(ModuleCopy.of(module));
      CryptokiModule.initialise(second);
      for (Cryptoki each : List.of(second, first)) {
        TokenInfo found = TokenFinder.find(each, module, token);
        CryptokiSession.open(each, found.slotId(), false).close();
      }
      second.finalizeModule(0);
      first.finalizeModule(0);
      System.exit(0);
    } catch (TokenOpenException | CryptokiException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
