package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that steps make: whole or not there, and never overwritten. Confined to one thread. */
final class Outputs {
  private final CeremonyFolder folder;
  private final boolean rehearsal;

  Outputs(CeremonyFolder folder, boolean rehearsal) {
    this.folder = folder;
    this.rehearsal = rehearsal;
  }

  /** What the plan's {@code file} is called here. */
  String name(String file) {
    return CeremonyFolder.outputName(file, rehearsal);
  }

  Path path(String file) {
    return folder.outputs().resolve(name(file));
  }

  boolean exists(String file) {
    return Files.exists(path(file));
  }

  byte[] read(String file) throws IOException {
    return Files.readAllBytes(path(file));
  }

  /** Writes a file that does not exist; it is on the disk when this returns. */
  void write(String file, byte[] content) throws IOException {
    if (exists(file)) {
      throw new FileAlreadyExistsException(path(file).toString());
    }
    Path part = folder.path().resolve("output.part");
    writeThrough(part, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(part, path(file), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder.outputs(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Writes a file that does not exist yet, outside the outputs. */
  static void writeNew(Path path, byte[] content) throws IOException {
    writeThrough(path, content, StandardOpenOption.CREATE_NEW);
  }

  static String sha256(byte[] content) {
    return SpokenHash.of(content).hex();
  }

  private static void writeThrough(Path path, byte[] content, StandardOpenOption... how)
      throws IOException {
    StandardOpenOption[] options = java.util.Arrays.copyOf(how, how.length + 1);
    options[how.length] = StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, options)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }
}
