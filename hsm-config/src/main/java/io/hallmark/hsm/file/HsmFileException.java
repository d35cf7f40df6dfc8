package io.hallmark.hsm.file;

import io.hallmark.settings.Fault;
import io.hallmark.settings.Faults;
import io.hallmark.settings.SettingsException;
import java.util.List;

/** An HSM file that cannot be used, with everything that is wrong with it. */
public final class HsmFileException extends Exception {
  private final transient List<Fault> faults;

  private HsmFileException(List<Fault> faults) {
    super(SettingsException.message(faults));
    this.faults = List.copyOf(faults);
  }

  static void throwIfAny(Faults faults) throws HsmFileException {
    if (!faults.isEmpty()) {
      throw new HsmFileException(faults.sorted());
    }
  }

  /** At least one, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}
