package io.hallmark.settings;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with everything that is wrong with it. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  public SettingsException(List<Fault> faults) {
    super(message(faults));
    this.faults = List.copyOf(faults);
  }

  /** At least one, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }

  /** One line for each. */
  public static String message(List<Fault> faults) {
    return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
  }
}
