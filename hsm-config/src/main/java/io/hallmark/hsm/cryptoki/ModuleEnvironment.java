package io.hallmark.hsm.cryptoki;

import com.sun.jna.Function;
import java.util.Map;

/**
 * Sets variables of the process environment where C's getenv sees them, which System.getenv of this
 * JVM does not.
 */
final class ModuleEnvironment {
  private ModuleEnvironment() {}

  static void set(Map<String, String> variables) {
    variables.forEach(
        (name, value) -> {
          int failed = Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
          if (failed != 0) {
            throw new IllegalArgumentException(
                "environment variable \"" + name + "\" cannot be set");
          }
        });
  }
}
