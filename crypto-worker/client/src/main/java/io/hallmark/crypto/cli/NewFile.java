package io.hallmark.crypto.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A command's product as a file: created, never overwritten. */
final class NewFile {
  private NewFile() {}

  /**
   * Says early that {@link #write} would not do it, before anyone is asked for anything.
   *
   * @param file may be null: none is wanted
   */
  static void check(Path file) {
    if (file != null && Files.exists(file)) {
      throw exists(file, null);
    }
  }

  static void write(Path file, byte[] content) {
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** The same for what nobody else may read: the file is never there with wider rights (0600). */
  static void writePrivate(Path file, byte[] content) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, content, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw exists(file, e);
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** Half a file is none: it would keep the next attempt from making it. */
  private static CommandFailedException unwritten(Path file, IOException why) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return CommandFailedException.badInput(
        "file %s cannot be written (%s), expected a path that this user can write; name another"
            .formatted(file, why),
        why);
  }

  private static CommandFailedException exists(Path file, Throwable cause) {
    return CommandFailedException.refused(
        "file %s exists and is not overwritten, expected a path where nothing is yet; move it away or name another"
            .formatted(file),
        cause);
  }
}
