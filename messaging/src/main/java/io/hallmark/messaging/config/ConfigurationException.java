package io.hallmark.messaging.config;

/**
 * Bad input of an operator: a file, a key, an option. The message names the thing, the value, what
 * was expected and where. Programs end with exit code 2 and change nothing.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
