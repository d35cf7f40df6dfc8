package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of files that are numbered from 1 and only ever added to.
 *
 * @param folder theirs
 * @param hint says where to look for the next free number; may be deleted
 * @param ending of their names
 */
record NumberedFiles(Path folder, Path hint, String ending) {
  private static final int COUNT_MAX = 1_000_000;

  /** Makes a file's text for the number that it gets. */
  interface Text {
    String of(int number);
  }

  void prepare() {
    Home.makeFolder(folder);
  }

  Path file(int number) {
    return folder.resolve("%03d.%s".formatted(number, ending));
  }

  /** Keeps a copy under the next free number. */
  Path keep(Text text) {
    try {
      for (int number = next(); number <= COUNT_MAX; number++) {
        Path file = file(number);
        if (!Files.exists(file) && NewFiles.created(file, text.of(number), false)) {
          Files.writeString(hint, (number + 1) + "\n");
          return file;
        }
      }
      throw CertificatesException.refused(
          "%s holds %d files already, expected fewer; make another CA"
              .formatted(folder, COUNT_MAX));
    } catch (IOException e) {
      throw CertificatesException.failed(
          "folder %s keeps nothing (%s), expected one that this user can write; see to it"
              .formatted(folder, e),
          e);
    }
  }

  private int next() throws IOException {
    if (!Files.exists(hint)) {
      return 1;
    }
    String text = Files.readString(hint).strip();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CertificatesException.badInput(
          "%s holds \"%s\", expected the next number; delete it and it is counted again"
              .formatted(hint, text),
          e);
    }
  }
}
