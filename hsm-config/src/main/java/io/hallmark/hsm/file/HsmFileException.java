package io.hallmark.hsm.file;

import java.util.List;
import java.util.stream.Collectors;

/** An HSM file that cannot be used, with everything that is wrong with it. */
public final class HsmFileException extends Exception {
  private final transient List<HsmFileFault> faults;

  HsmFileException(List<HsmFileFault> faults) {
    super(faults.stream().map(HsmFileFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** At least one, in the order of the file. */
  public List<HsmFileFault> faults() {
    return faults;
  }
}
