package io.hallmark.crypto.cli;

import io.hallmark.crypto.SignatureScheme;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of a file of any size, by the scheme that is to sign it. */
final class FileDigest {
  private static final int BLOCK_BYTES = 1 << 16;

  private FileDigest() {}

  /**
   * Reads the file once.
   *
   * @param file its path; {@code -} for standard input
   * @throws CommandFailedException where it cannot be read, or the scheme signs no digests
   */
  static byte[] of(String file, SignatureScheme scheme) {
    String hash =
        scheme
            .hash()
            .orElseThrow(
                () ->
                    CommandFailedException.badInput(
                        "scheme %s signs content whole, expected one with a hash; leave --digest out"
                            .formatted(scheme)));
    try (InputStream in = InputFile.open(file)) {
      MessageDigest digest = MessageDigest.getInstance(hash);
      byte[] block = new byte[BLOCK_BYTES];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
      return digest.digest();
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "file %s cannot be read (%s), expected a file that this user can read; name another"
              .formatted(file, e),
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }
}
