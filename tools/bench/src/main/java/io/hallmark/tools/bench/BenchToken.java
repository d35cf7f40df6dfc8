package io.hallmark.tools.bench;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.TokenInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/** A SoftHSM token in a folder of its own, made for one bench and removed with it. */
final class BenchToken implements AutoCloseable {
  private static final String LABEL = "bench";
  private static final String HSM_FILE = "hsm.yaml";
  private static final String OWNER_ONLY = "rw-------";
  private static final int PIN_BYTES = 8;

  private final Path folder;
  private final TokenConfig config;

  private BenchToken(Path folder, TokenConfig config) {
    this.folder = folder;
    this.config = config;
  }

  static BenchToken make() throws Exception {
    Path folder = Files.createTempDirectory("hallmark-bench");
    Path softHsm = SoftHsm.configure(folder);
    Path pinFile = folder.resolve("pin.txt");
    byte[] random = new byte[PIN_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createFile(
        pinFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    Files.writeString(pinFile, HexFormat.of().formatHex(random));
    Files.writeString(
        folder.resolve(HSM_FILE),
        """
        tokens:
          - name: bench
            module: %s
            token: { label: %s }
            pin: { file: pin.txt }
            environment: { SOFTHSM2_CONF: %s }
        """
            .formatted(SoftHsm.module(), LABEL, softHsm));
    TokenConfig config =
        TokenConfig.of(LABEL, SoftHsm.module(), TokenSelector.label(LABEL), new FilePin(pinFile))
            .withEnvironment(SoftHsm.environment(softHsm));
    try (Pin user = config.pin().read();
        Pin officer = config.pin().read()) {
      TokenInit.initialise(config.module(), config.environment(), LABEL, officer, user);
      return new BenchToken(folder, config);
    }
  }

  TokenConfig config() {
    return config;
  }

  /** The HSM file that says the same as {@link #config}. */
  Path hsmFile() {
    return folder.resolve(HSM_FILE);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
