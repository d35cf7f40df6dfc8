package io.hallmark.fakeca;

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

/**
 * The folder of a fake CA, one file per thing. Nothing in it is ever overwritten, but for {@code
 * serial}, which only says where to look for the next free number.
 */
record Home(Path folder) {
  private static final int ISSUED_MAX = 1_000_000;

  Path key() {
    return folder.resolve("ca.key.pem");
  }

  Path certificate() {
    return folder.resolve("ca.cert.pem");
  }

  private Path issued() {
    return folder.resolve("issued");
  }

  private Path serial() {
    return folder.resolve("serial");
  }

  void prepare() {
    refuseExisting(key());
    refuseExisting(certificate());
    try {
      Files.createDirectories(issued());
    } catch (IOException e) {
      throw FakeCaException.failed("folder " + issued() + " cannot be made: " + e, e);
    }
  }

  /** Keeps a copy of what was issued under the next free number. */
  Path keep(String pem) {
    try {
      for (int number = nextNumber(); number <= ISSUED_MAX; number++) {
        Path file = issued().resolve("%03d.pem".formatted(number));
        if (!Files.exists(file) && created(file, pem, false)) {
          Files.writeString(serial(), (number + 1) + "\n");
          return file;
        }
      }
      throw FakeCaException.refused(
          "%s holds %d certificates already; make another CA".formatted(folder, ISSUED_MAX));
    } catch (IOException e) {
      throw FakeCaException.failed("certificate cannot be kept in " + issued() + ": " + e, e);
    }
  }

  private int nextNumber() throws IOException {
    if (!Files.exists(serial())) {
      return 1;
    }
    String text = Files.readString(serial()).strip();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw FakeCaException.badInput(
          "%s holds \"%s\", expected the next number; delete it and it is counted again"
              .formatted(serial(), text),
          e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw FakeCaException.badInput("file %s cannot be read: %s".formatted(file, e), e);
    }
  }

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
      throw FakeCaException.failed("file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  static void refuseExisting(Path file) {
    if (Files.exists(file)) {
      throw exists(file);
    }
  }

  private static FakeCaException exists(Path file) {
    return FakeCaException.refused(
        "file %s exists and is not overwritten; choose another place or move it away"
            .formatted(file));
  }

  private static boolean created(Path file, String text, boolean secret) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, options, secret ? ownerOnly() : new FileAttribute<?>[0])) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Mode 0600 from the first moment on, where the file system knows modes. */
  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
