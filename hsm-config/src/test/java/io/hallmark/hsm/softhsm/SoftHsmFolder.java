package io.hallmark.hsm.softhsm;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A SoftHSM of a test's own: configuration, token folder, PIN file. */
public final class SoftHsmFolder {
  public static final String PIN = "1234";

  private final Path directory;
  private final Map<String, String> environment;

  public SoftHsmFolder(Path directory) throws IOException {
    this.directory = directory;
    this.environment = SoftHsm.environment(SoftHsm.configure(directory));
    Files.writeString(directory.resolve("pin.txt"), PIN + "\n");
  }

  public Path module() {
    return SoftHsm.module();
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Path pinFile() {
    return directory.resolve("pin.txt");
  }

  public TokenInfo init(String label) throws Exception {
    return init(label, module());
  }

  /** The same through a copy of the module. */
  public TokenInfo init(String label, Path module) throws Exception {
    try (Pin so = Pin.of("87654321".toCharArray());
        Pin user = Pin.of(PIN.toCharArray())) {
      return TokenInit.initialise(module, environment, label, so, user);
    }
  }

  /** Initialises a token and says how to open it. */
  public TokenConfig token(String label) throws Exception {
    init(label);
    return config(label);
  }

  public TokenConfig config(String label) {
    return TokenConfig.of("main", module(), TokenSelector.label(label), new FilePin(pinFile()))
        .withEnvironment(environment);
  }
}
