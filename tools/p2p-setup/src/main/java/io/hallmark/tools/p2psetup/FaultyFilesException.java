package io.hallmark.tools.p2psetup;

import java.util.List;
import java.util.stream.Collectors;

/** Files cannot be used. Nothing was published. */
public final class FaultyFilesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  FaultyFilesException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong in all files. */
  public List<Fault> faults() {
    return faults;
  }
}
