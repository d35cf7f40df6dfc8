package io.hallmark.crypto.worker;

import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.TokenInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A SoftHSM token and the HSM file for it, in a folder of their own. */
final class SoftHsmFolder {
  static final String PIN = "4711-0815";

  private final Path folder;

  private SoftHsmFolder(Path folder) {
    this.folder = folder;
  }

  /** Initialises a token of this label. */
  static SoftHsmFolder make(Path folder, String label) throws Exception {
    Path configuration = SoftHsm.configure(folder);
    SoftHsmFolder made = new SoftHsmFolder(folder);
    made.writePin(PIN);
    Files.writeString(
        made.hsmFile(),
        """
        tokens:
          - name: main
            module: %s
            token: { label: %s }
            pin: { file: pin.txt }
            environment: { SOFTHSM2_CONF: %s }
        """
            .formatted(SoftHsm.module(), label, configuration.getFileName()));
    FilePin source = new FilePin(folder.resolve("pin.txt"));
    try (Pin officer = source.read();
        Pin user = source.read()) {
      TokenInit.initialise(
          SoftHsm.module(), SoftHsm.environment(configuration), label, officer, user);
    }
    return made;
  }

  Path hsmFile() {
    return folder.resolve("hsm.yaml");
  }

  void writePin(String pin) throws IOException {
    Files.writeString(folder.resolve("pin.txt"), pin);
  }
}
