package io.hallmark.hsm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An HSM file, read and checked. Immutable.
 *
 * @param file where it was read from
 * @param tokens at least one, with names of their own
 */
public record HsmFile(Path file, List<TokenConfig> tokens) {
  private static final long FILE_BYTES_MAX = 1 << 20;

  public HsmFile {
    tokens = List.copyOf(tokens);
  }

  /**
   * Reads and checks a file; reads no PIN and loads no module.
   *
   * @throws HsmFileException with every fault of the file at once
   */
  public static HsmFile read(Path file) throws HsmFileException {
    String text = text(file);
    Faults faults = new Faults(file);
    YamlNode root = YamlTree.parse(text, faults);
    List<TokenConfig> tokens = new HsmFileReader(file, faults).tokens(root);
    faults.throwIfAny();
    return new HsmFile(file, tokens);
  }

  private static String text(Path file) throws HsmFileException {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw fault(file, "longer than " + FILE_BYTES_MAX + " bytes", "an HSM file");
      }
      return Files.readString(file);
    } catch (IOException e) {
      HsmFileException thrown = fault(file, "not readable", "an HSM file in YAML, UTF-8");
      thrown.initCause(e);
      throw thrown;
    }
  }

  private static HsmFileException fault(Path file, String value, String expected) {
    return new HsmFileException(List.of(new HsmFileFault(file, 0, 0, "", value, expected)));
  }
}
