package io.hallmark.hsm.pin;

/**
 * A PIN in a variable of the process environment. The weakest source: the variable stays readable
 * in the memory of this JVM, in /proc and in the processes it starts, and nothing can wipe it.
 *
 * @param variable its name
 */
public record EnvironmentPin(String variable) implements PinSource {
  @Override
  public Pin read() throws PinUnavailableException {
    String value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      throw new PinUnavailableException(
          "environment variable " + variable + " holds no PIN; set it or correct pin.env");
    }
    try {
      return Pin.of(value.toCharArray());
    } catch (IllegalArgumentException e) {
      throw new PinUnavailableException(
          "environment variable " + variable + ": " + e.getMessage(), e);
    }
  }
}
