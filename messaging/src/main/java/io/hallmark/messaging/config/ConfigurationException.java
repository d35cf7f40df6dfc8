package io.hallmark.messaging.config;

import io.hallmark.settings.Fault;
import io.hallmark.settings.SettingsException;
import java.util.List;

/**
 * Bad input of an operator: a file, a key, an option. The message names the thing, the value, what
 * was expected and where. Programs end with exit code 2 and change nothing.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  public ConfigurationException(String message) {
    super(message);
    this.faults = List.of();
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
    this.faults = List.of();
  }

  /** With everything that is wrong with one file. */
  public ConfigurationException(SettingsException settings) {
    super(settings.getMessage(), settings);
    this.faults = settings.faults();
  }

  /** Those of the file, in its order; empty where it is no file that is wrong. */
  public List<Fault> faults() {
    return faults;
  }
}
