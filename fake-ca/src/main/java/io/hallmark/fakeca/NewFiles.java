package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are made and never overwritten. */
final class NewFiles {
  private NewFiles() {}

  /** Mode 0600 from the first moment on. */
  static void writeSecret(Path file, String text) {
    write(file, text, true);
  }

  static void writePublic(Path file, String text) {
    write(file, text, false);
  }

  private static void write(Path file, String text, boolean secret) {
    try {
      if (!created(file, text, secret)) {
        throw exists(file);
      }
    } catch (IOException e) {
      throw CertificatesException.failed(
          "file %s cannot be written (%s), expected a place that this user can write; name another"
              .formatted(file, e),
          e);
    }
  }

  static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw exists(file);
    }
  }

  private static CertificatesException exists(Path file) {
    return CertificatesException.refused(
        "file %s exists and is not overwritten, expected a place where nothing is; name another"
            .formatted(file));
  }

  /** False where there is such a file. */
  static boolean created(Path file, String text, boolean secret) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes = secret ? ownerOnly() : new FileAttribute<?>[0];
    try (SeekableByteChannel channel = Files.newByteChannel(file, options, attributes)) {
      fill(channel, file, text);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Half a file is none: it would keep the next attempt from making it. */
  private static void fill(SeekableByteChannel channel, Path file, String text) throws IOException {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Where the file system knows modes. */
  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
