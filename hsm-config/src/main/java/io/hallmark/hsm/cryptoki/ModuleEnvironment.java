package io.hallmark.hsm.cryptoki;

import com.sun.jna.Function;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sets variables of the process environment where C's getenv sees them, which System.getenv of this
 * JVM does not. Safe for concurrent use: two modules that want different values of one variable are
 * started one after the other.
 */
final class ModuleEnvironment {
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition ENDED = LOCK.newCondition();

  /** Of the starts under way, one of which may never return; guarded by LOCK. */
  private static final List<Map<String, String>> UNDER_WAY = new ArrayList<>();

  private ModuleEnvironment() {}

  /** What reads the environment. */
  @FunctionalInterface
  interface Start<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs {@code start} with {@code variables} set.
   *
   * @throws CryptokiException where another module's start has kept a variable for too long
   */
  static <T, E extends Exception> T with(Map<String, String> variables, Start<T, E> start)
      throws E, CryptokiException {
    if (variables.isEmpty()) {
      return start.run();
    }
    // A map of our own, since it is taken out by identity.
    Map<String, String> own = new HashMap<>(variables);
    if (!begun(own)) {
      throw new CryptokiException(
          "C_Initialize, not called because another module's start hangs,", Ckr.FUNCTION_FAILED);
    }
    try {
      return start.run();
    } finally {
      ended(own);
    }
  }

  private static boolean begun(Map<String, String> variables) {
    LOCK.lock();
    try {
      long left = WAIT_MAX.toNanos();
      while (UNDER_WAY.stream().anyMatch(other -> differ(other, variables))) {
        if (left <= 0) {
          return false;
        }
        left = ENDED.awaitNanos(left);
      }
      variables.forEach(ModuleEnvironment::set);
      UNDER_WAY.add(variables);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      LOCK.unlock();
    }
  }

  private static boolean differ(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .anyMatch(e -> !e.getValue().equals(other.getOrDefault(e.getKey(), e.getValue())));
  }

  private static void ended(Map<String, String> variables) {
    LOCK.lock();
    try {
      UNDER_WAY.removeIf(other -> other == variables);
      ENDED.signalAll();
    } finally {
      LOCK.unlock();
    }
  }

  private static void set(String name, String value) {
    int failed = Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
    if (failed != 0) {
      throw new IllegalArgumentException("environment variable \"" + name + "\" cannot be set");
    }
  }
}
