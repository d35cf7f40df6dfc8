package io.hallmark.crypto.cli;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the signatures of a batch go: files in a folder, or nowhere. */
record BatchFolder(Optional<Path> folder) {
  private static final String SUFFIX = ".sig";

  /**
   * Checks early that the signatures can be written, and makes the folder.
   *
   * @param folder may be null: none is wanted
   * @throws CommandFailedException where a signature would overwrite a file, or two would be one
   */
  static BatchFolder of(Path folder, List<Path> files) {
    BatchFolder made = new BatchFolder(Optional.ofNullable(folder));
    if (folder != null) {
      Set<Path> names = new HashSet<>();
      for (Path file : files) {
        Path signature = made.signature(file);
        if (!names.add(signature)) {
          throw CommandFailedException.badInput(
              "two files are called %s and %s would be the signature of both, expected names that differ; give them in several batches"
                  .formatted(file.getFileName(), signature));
        }
        NewFile.check(signature);
      }
      made.create(folder);
    }
    return made;
  }

  /** Writes what was signed, and says what became of each file. */
  List<BatchLine> write(FileBatch batch) {
    List<BatchLine> lines = new ArrayList<>();
    for (int i = 0; i < batch.files().size(); i++) {
      Path file = batch.files().get(i);
      Optional<CryptoResult<Signature>> outcome = batch.outcome(i);
      if (folder.isPresent()
          && outcome.orElse(null) instanceof CryptoResult.Done<Signature> signed) {
        NewFile.write(signature(file), signed.value().toByteArray());
        lines.add(BatchLine.signed(file, signature(file)));
      } else {
        lines.add(BatchLine.of(file, outcome));
      }
    }
    return lines;
  }

  private Path signature(Path file) {
    return folder.orElseThrow().resolve(file.getFileName() + SUFFIX);
  }

  private void create(Path wanted) {
    try {
      Files.createDirectories(wanted);
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "folder %s cannot be made (%s), expected a path where this user can make one; name another"
              .formatted(wanted, e),
          e);
    }
  }
}
