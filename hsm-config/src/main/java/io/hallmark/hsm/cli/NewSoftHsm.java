package io.hallmark.hsm.cli;

import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.TokenInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * A SoftHSM token with random PINs and a configuration of its own in a folder. Where it can't be
 * made nothing is left behind, so that the command can be given again.
 */
final class NewSoftHsm {
  private static final String OWNER_ONLY = "rw-------";
  private static final int PIN_DIGITS = 16;

  private final Path folder;

  NewSoftHsm(Path folder) {
    this.folder = folder;
  }

  Path pin() {
    return folder.resolve("pin.txt");
  }

  Path officerPin() {
    return folder.resolve("so-pin.txt");
  }

  /** All that it writes beside the token; none of them may be there before. */
  List<Path> files() {
    return List.of(pin(), officerPin(), folder.resolve("softhsm2.conf"));
  }

  void make(Path library, String label) throws Exception {
    try {
      Path configuration = SoftHsm.configure(folder);
      writePin(pin());
      writePin(officerPin());
      try (Pin officer = new FilePin(officerPin()).read();
          Pin user = new FilePin(pin()).read()) {
        TokenInit.initialise(library, SoftHsm.environment(configuration), label, officer, user);
      }
    } catch (Exception e) {
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  private static void writePin(Path path) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] digits = new byte[PIN_DIGITS + 1];
    for (int i = 0; i < PIN_DIGITS; i++) {
      digits[i] = (byte) ('0' + random.nextInt(10));
    }
    digits[PIN_DIGITS] = '\n';
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Files.write(path, digits);
    Arrays.fill(digits, (byte) 0);
  }
}
