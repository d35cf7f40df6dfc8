package io.hallmark.hsm.pin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A PIN in a file of its own.
 *
 * @param file its whole content is the PIN, but for one line end at the end
 */
public record FilePin(Path file) implements PinSource {
  private static final long FILE_BYTES_MAX = 1024;

  @Override
  public Pin read() throws PinUnavailableException {
    byte[] content = content();
    try {
      int length = withoutLineEnd(content);
      if (length == 0) {
        throw new PinUnavailableException("PIN file " + file + " is empty; write the PIN into it");
      }
      return Pin.takeUtf8(Arrays.copyOf(content, length));
    } catch (IllegalArgumentException e) {
      throw new PinUnavailableException("PIN file " + file + ": " + e.getMessage(), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private byte[] content() throws PinUnavailableException {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new PinUnavailableException(
            "PIN file " + file + " is longer than " + FILE_BYTES_MAX + " bytes; it holds no PIN");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new PinUnavailableException(
          "PIN file " + file + " does not exist; create it or correct pin.file", e);
    } catch (IOException e) {
      throw new PinUnavailableException("PIN file " + file + " cannot be read", e);
    }
  }

  private static int withoutLineEnd(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && content[length - 1] == '\r') {
      length--;
    }
    return length;
  }
}
