package io.hallmark.tools.ceremony.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one plan. Confined to one thread. */
final class PlanFaults {
  private final Path file;
  private final List<PlanFault> faults = new ArrayList<>();

  PlanFaults(Path file) {
    this.file = file;
  }

  void add(PlanNode at, String key, String value, String expected) {
    add(at.line(), at.column(), key, value, expected);
  }

  void add(int line, int column, String key, String value, String expected) {
    faults.add(new PlanFault(file, line, column, key, value, expected));
  }

  int count() {
    return faults.size();
  }

  void throwIfAny() throws PlanException {
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(PlanFault::line).thenComparingInt(PlanFault::column));
      throw new PlanException(faults);
    }
  }
}
