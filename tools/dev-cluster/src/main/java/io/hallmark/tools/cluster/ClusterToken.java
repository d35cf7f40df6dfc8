package io.hallmark.tools.cluster;

import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.TokenInit;
import io.hallmark.hsm.token.TokenOpenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Makes a cluster's token, with PINs that nobody has seen, and the HSM file that names it. */
final class ClusterToken {
  private static final int PIN_DIGITS = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ClusterToken() {}

  /**
   * Initialises a token and writes the cluster's HSM file.
   *
   * @param module PKCS#11 module with a free slot, configured by our environment; empty: SoftHSM
   *     with a token folder of the cluster's own
   */
  static void make(Layout layout, ClusterName name, Optional<Path> module) {
    try {
      if (module.isPresent()) {
        // Others may use the module, too, and a token of an earlier cluster may still be in it.
        String label = "%s-%06x".formatted(name, RANDOM.nextInt(1 << 24));
        make(layout, name, module.get(), label, Map.of());
      } else {
        Path configuration = SoftHsm.configure(layout.cluster(name).resolve("softhsm"));
        make(layout, name, SoftHsm.module(), name.value(), SoftHsm.environment(configuration));
      }
    } catch (TokenOpenException e) {
      throw ClusterException.misuse("token of cluster %s: %s".formatted(name, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(
      Layout layout, ClusterName name, Path module, String label, Map<String, String> environment)
      throws IOException, TokenOpenException {
    Path folder = layout.cluster(name);
    try (Pin soPin = newPin(folder.resolve("so-pin.txt"));
        Pin userPin = newPin(folder.resolve("pin.txt"))) {
      TokenInit.initialise(module, environment, label, soPin, userPin);
    }
    Files.writeString(layout.hsmFile(name), hsmFile(module, label, environment));
  }

  private static String hsmFile(Path module, String label, Map<String, String> environment) {
    StringBuilder yaml =
        new StringBuilder(
            """
            tokens:
              - name: main
                module: %s
                token: { label: %s }
                pin: { file: pin.txt }
                verify: 0.01
            """
                .formatted(module.toAbsolutePath(), label));
    if (!environment.isEmpty()) {
      yaml.append("    environment:\n");
      environment.forEach((key, value) -> yaml.append("      %s: %s\n".formatted(key, value)));
    }
    return yaml.toString();
  }

  private static Pin newPin(Path file) throws IOException {
    byte[] digits = new byte[PIN_DIGITS];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) ('0' + RANDOM.nextInt(10));
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, digits, StandardOpenOption.WRITE);
    return Pin.takeUtf8(digits);
  }
}
