package io.hallmark.hsm.pin;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PIN in a file of its own. A file that others may write is refused: whoever can put a wrong PIN
 * there can lock the token. One that everybody may read is warned of.
 *
 * @param file its whole content is the PIN, but for one line end at the end
 */
public record FilePin(Path file) implements PinSource {
  private static final Logger LOG = LoggerFactory.getLogger(FilePin.class);
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final int WARNED_MAX = 64;
  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

  @Override
  public Pin read() throws PinUnavailableException {
    byte[] content = new byte[PinText.BYTES_MAX + 1];
    int length = readInto(content);
    if (length > PinText.BYTES_MAX) {
      Arrays.fill(content, (byte) 0);
      throw new PinUnavailableException(
          named()
              + " is longer than a PIN, expected at most "
              + PinText.BYTES_MAX
              + " bytes; put the PIN alone there");
    }
    return PinText.parse(content, length, named());
  }

  private String named() {
    return "PIN file " + file;
  }

  /** By a stream of the operating system's own: others keep what they read in buffers. */
  private int readInto(byte[] content) throws PinUnavailableException {
    if (Files.isDirectory(file)) {
      throw new PinUnavailableException(
          named() + " is a folder, expected a file with the PIN; correct the reference to it");
    }
    try {
      checkPermissions();
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        return in.readNBytes(content, 0, content.length);
      }
    } catch (NoSuchFileException e) {
      throw new PinUnavailableException(
          named()
              + " does not exist, expected a file with the PIN; create it or correct the reference to it",
          e);
    } catch (IOException e) {
      throw new PinUnavailableException(
          named()
              + " cannot be read, expected a file of this user; chmod 600 it and give it to them",
          e);
    }
  }

  private void checkPermissions() throws IOException, PinUnavailableException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return; // A file system without them.
    }
    String shown = PosixFilePermissions.toString(permissions);
    if (permissions.stream().anyMatch(OTHERS_WRITE::contains)) {
      throw new PinUnavailableException(
          named()
              + " may be written by others ("
              + shown
              + "), who could lock the token with a wrong PIN, expected its owner alone;"
              + " chmod 600 it");
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        && WARNED.size() < WARNED_MAX
        && WARNED.add(file)) {
      LOG.warn(
          "{} may be read by everybody ({}), expected its owner alone; chmod 600 it",
          named(),
          shown);
    }
  }
}
