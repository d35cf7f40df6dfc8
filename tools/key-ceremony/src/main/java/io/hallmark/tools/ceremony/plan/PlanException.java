package io.hallmark.tools.ceremony.plan;

import io.hallmark.settings.Fault;
import io.hallmark.settings.Faults;
import io.hallmark.settings.SettingsException;
import java.util.List;

/** A plan that cannot be used, with everything that is wrong with it. */
public final class PlanException extends Exception {
  private final transient List<Fault> faults;

  private PlanException(List<Fault> faults) {
    super(SettingsException.message(faults));
    this.faults = List.copyOf(faults);
  }

  /** Ends the reading of a plan that cannot be used. */
  public static void throwIfAny(Faults faults) throws PlanException {
    if (!faults.isEmpty()) {
      throw new PlanException(faults.sorted());
    }
  }

  /** At least one, in the order of the file. */
  public List<Fault> faults() {
    return faults;
  }
}
