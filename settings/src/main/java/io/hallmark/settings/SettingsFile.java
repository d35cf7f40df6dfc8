package io.hallmark.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** From a YAML file to its nodes. What is wrong goes to the {@link Faults} that are given. */
public final class SettingsFile {
  /** Longer files are no settings. */
  public static final int BYTES_MAX = 1 << 20;

  private SettingsFile() {}

  /**
   * The file's text, or a fault.
   *
   * @param expected what the file should be, as in {@code an HSM file}
   */
  public static Optional<String> text(Path file, String expected, Faults faults) {
    if (Files.isDirectory(file)) {
      whole("a folder", expected, "name the file in it", faults);
      return Optional.empty();
    }
    // No more is read than may be used: a pipe or a device has no size, and may have no end.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length <= BYTES_MAX) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        return Optional.of(strict.decode(ByteBuffer.wrap(bytes)).toString());
      }
      faults.addWhole("longer than " + BYTES_MAX + " bytes", expected);
    } catch (NoSuchFileException e) {
      faults.addWhole("not there", expected);
    } catch (CharacterCodingException e) {
      whole("not UTF-8", expected, "save it as UTF-8", faults);
    } catch (AccessDeniedException e) {
      whole("not readable by this user", expected, "run as its owner, or chmod it", faults);
    } catch (IOException e) {
      faults.addWhole("not readable (" + e.getClass().getSimpleName() + ")", expected);
    }
    return Optional.empty();
  }

  private static void whole(String value, String expected, String remedy, Faults faults) {
    faults.add(0, 0, "", value, expected, remedy);
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
