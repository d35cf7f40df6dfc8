package io.hallmark.tools.ceremony.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be used, with everything that is wrong with it. */
public final class PlanException extends Exception {
  private final transient List<PlanFault> faults;

  PlanException(List<PlanFault> faults) {
    super(faults.stream().map(PlanFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** At least one, in the order of the file. */
  public List<PlanFault> faults() {
    return faults;
  }
}
