package io.hallmark.messaging.config;

import io.hallmark.commandline.Problem;
import io.hallmark.settings.SettingsException;
import java.util.List;

/**
 * Bad input of an operator: a file, a key, an option. The message names the thing, the value, what
 * was expected and where. Programs end with exit code 2 and change nothing.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * With a message of one line.
   *
   * @param message as {@link Problem#read} reads it
   */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /** The same with what caused it. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
    this.problems = List.of(Problem.read(message));
  }

  /** With a problem whose parts are known. */
  public ConfigurationException(Problem problem, Throwable cause) {
    super(cause.getMessage(), cause);
    this.problems = List.of(problem);
  }

  /** With everything that is wrong with one file. */
  public ConfigurationException(SettingsException settings) {
    super(settings.getMessage(), settings);
    this.problems = settings.faults().stream().map(fault -> Problem.of(fault)).toList();
  }

  /** At least one; those of a file in its order. */
  public List<Problem> problems() {
    return problems;
  }
}
