package io.hallmark.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one file, so that all are reported at once. Confined to one thread. */
public final class Faults {
  /** Stands for a value that may be a secret. */
  public static final String HIDDEN = "[hidden]";

  private static final Comparator<Fault> ORDER_OF_THE_FILE =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final String source;
  private final List<Fault> faults = new ArrayList<>();

  private Faults(String source) {
    this.source = source;
  }

  public static Faults of(Path file) {
    return new Faults(file.toString());
  }

  /** Of a text that is not in a file. */
  public static Faults of(String source) {
    return new Faults(source);
  }

  public void add(Node at, String key, String value, String expected) {
    add(at.line(), at.column(), key, value, expected, "");
  }

  public void add(Node at, String key, String value, String expected, String remedy) {
    add(at.line(), at.column(), key, value, expected, remedy);
  }

  void add(int line, int column, String key, String value, String expected, String remedy) {
    faults.add(new Fault(source, line, column, key, value, expected, remedy));
  }

  /** A fault of the file as a whole. */
  public void addWhole(String value, String expected) {
    add(0, 0, "", value, expected, "");
  }

  public int count() {
    return faults.size();
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** In the order of the file. */
  public List<Fault> sorted() {
    return faults.stream().sorted(ORDER_OF_THE_FILE).toList();
  }

  /**
   * Ends the reading of a file that cannot be used.
   *
   * @throws SettingsException with every fault so far, when there is one
   */
  public void throwIfAny() throws SettingsException {
    if (!faults.isEmpty()) {
      throw new SettingsException(sorted());
    }
  }
}
