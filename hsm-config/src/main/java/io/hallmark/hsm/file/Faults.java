package io.hallmark.hsm.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file. Confined to one thread. */
final class Faults {
  static final String HIDDEN = "[hidden]";

  private final Path file;
  private final List<HsmFileFault> faults = new ArrayList<>();

  Faults(Path file) {
    this.file = file;
  }

  void add(YamlNode at, String key, String value, String expected) {
    faults.add(new HsmFileFault(file, at.line(), at.column(), key, value, expected));
  }

  void add(int line, int column, String key, String value, String expected) {
    faults.add(new HsmFileFault(file, line, column, key, value, expected));
  }

  int count() {
    return faults.size();
  }

  void throwIfAny() throws HsmFileException {
    if (!faults.isEmpty()) {
      throw new HsmFileException(faults);
    }
  }
}
