package io.hallmark.hsm.file;

import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An HSM file, read and checked. Immutable.
 *
 * @param file where it was read from
 * @param tokens at least one, with names of their own
 */
public record HsmFile(Path file, List<TokenConfig> tokens) {
  public HsmFile {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads and checks a file; reads no PIN and loads no module.
   *
   * @throws HsmFileException with every fault of the file at once
   */
  public static HsmFile read(Path file) throws HsmFileException {
    Faults faults = Faults.of(file);
    Optional<String> text = SettingsFile.text(file, "an HSM file in YAML, UTF-8", faults);
    HsmFileException.throwIfAny(faults);
    Node root = SettingsFile.parse(text.orElseThrow(), faults);
    List<TokenConfig> tokens = new HsmFileReader(file, faults).tokens(root);
    HsmFileException.throwIfAny(faults);
    return new HsmFile(file, tokens);
  }
}
