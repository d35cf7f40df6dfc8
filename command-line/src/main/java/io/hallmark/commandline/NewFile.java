package io.hallmark.commandline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are made whole or not at all, and never over another one. */
public final class NewFile {
  private NewFile() {}

  /**
   * Writes a text in UTF-8, and makes the folder for it.
   *
   * @throws FileAlreadyExistsException where something is there already
   * @throws IOException naming the file, of which nothing is left, so that the same may be tried
   *     again
   */
  public static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      folder(folder);
    }
    Files.createFile(file);
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new IOException(
          "%s could not be written: %s, expected room on its disk; make some, then try again, nothing of it is left"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Makes a folder and those above it where they are not there.
   *
   * @throws NotDirectoryException where a file is in the way
   */
  public static void folder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      NotDirectoryException other = new NotDirectoryException(e.getFile());
      other.initCause(e);
      throw other;
    }
  }
}
