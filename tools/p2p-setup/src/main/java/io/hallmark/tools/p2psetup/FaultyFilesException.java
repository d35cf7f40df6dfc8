package io.hallmark.tools.p2psetup;

import io.hallmark.settings.Fault;
import io.hallmark.settings.SettingsException;
import java.util.List;

/** Files cannot be used. Nothing was published. */
public final class FaultyFilesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  FaultyFilesException(List<Fault> faults) {
    super(SettingsException.message(faults));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong in all files. */
  public List<Fault> faults() {
    return faults;
  }
}
