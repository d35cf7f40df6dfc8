package io.hallmark.hsm.cryptoki;

import com.sun.jna.Function;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sets variables of the process environment where C's getenv sees them, which System.getenv of this
 * JVM does not. Safe for concurrent use: two modules that want different values of one variable are
 * started one after the other.
 */
final class ModuleEnvironment {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final ReentrantLock LOCK = new ReentrantLock();

  private ModuleEnvironment() {}

  /** What reads the environment. */
  @FunctionalInterface
  interface Start<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs {@code start} with {@code variables} set.
   *
   * @throws CryptokiException where another module's start has kept the environment for too long
   */
  static <T, E extends Exception> T with(Map<String, String> variables, Start<T, E> start)
      throws E, CryptokiException {
    if (variables.isEmpty()) {
      return start.run();
    }
    if (!locked()) {
      throw new CryptokiException(
          "C_Initialize, not called because another module's start hangs,", Ckr.FUNCTION_FAILED);
    }
    try {
      variables.forEach(ModuleEnvironment::set);
      return start.run();
    } finally {
      LOCK.unlock();
    }
  }

  private static boolean locked() {
    try {
      return LOCK.tryLock(WAIT_MAX.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void set(String name, String value) {
    int failed = Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
    if (failed != 0) {
      throw new IllegalArgumentException("environment variable \"" + name + "\" cannot be set");
    }
  }
}
