package io.hallmark.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** From a YAML file to its nodes. What is wrong goes to the {@link Faults} that are given. */
public final class SettingsFile {
  /** Longer files are no settings. */
  public static final long BYTES_MAX = 1 << 20;

  private SettingsFile() {}

  /**
   * The file's text, or a fault.
   *
   * @param expected what the file should be, as in {@code an HSM file}
   */
  public static Optional<String> text(Path file, String expected, Faults faults) {
    try {
      if (Files.size(file) <= BYTES_MAX) {
        return Optional.of(Files.readString(file));
      }
      faults.addWhole("longer than " + BYTES_MAX + " bytes", expected);
    } catch (NoSuchFileException e) {
      faults.addWhole("not there", expected);
    } catch (CharacterCodingException e) {
      faults.addWhole("not UTF-8", expected);
    } catch (IOException e) {
      faults.addWhole("not readable (" + e.getClass().getSimpleName() + ")", expected);
    }
    return Optional.empty();
  }

  /** The root of a YAML text; an empty scalar where there is none, or a fault says why. */
  public static Node parse(String yaml, Faults faults) {
    return YamlTree.parse(yaml, faults);
  }

  /** Where the relative paths of a file start. */
  public static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
