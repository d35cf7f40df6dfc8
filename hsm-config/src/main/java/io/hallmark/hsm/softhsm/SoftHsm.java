package io.hallmark.hsm.softhsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where SoftHSM is, and its configuration: a token folder of one's own for tests and demos. */
public final class SoftHsm {
  /** Names the module where it is in none of the usual places: property, then variable. */
  public static final String MODULE_PROPERTY = "hallmark.softhsm.module";

  public static final String MODULE_VARIABLE = "HALLMARK_SOFTHSM_MODULE";

  /** The variable that SoftHSM reads its configuration's path from. */
  public static final String CONFIGURATION_VARIABLE = "SOFTHSM2_CONF";

  private static final List<String> PLACES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
          "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
          "/usr/lib64/softhsm/libsofthsm2.so",
          "/usr/lib64/pkcs11/libsofthsm2.so",
          "/usr/lib64/libsofthsm2.so",
          "/usr/local/lib/softhsm/libsofthsm2.so",
          "/opt/homebrew/lib/softhsm/libsofthsm2.so");

  private SoftHsm() {}

  /** The module, where one is installed. */
  public static Optional<Path> find() {
    String named = System.getProperty(MODULE_PROPERTY, System.getenv(MODULE_VARIABLE));
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isRegularFile);
    }
    return PLACES.stream().map(Path::of).filter(Files::isRegularFile).findFirst();
  }

  /**
   * The module.
   *
   * @throws IllegalStateException saying what to install
   */
  public static Path module() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no libsofthsm2.so in its usual places; install softhsm2 or name it in "
                        + MODULE_VARIABLE));
  }

  /**
   * Writes {@code softhsm2.conf} with a token folder beside it into {@code directory}, which is
   * made where it does not exist. A configuration that is there already stays as it is.
   *
   * @return the configuration's absolute path
   */
  public static Path configure(Path directory) throws IOException {
    Path folder = directory.toAbsolutePath();
    Path tokens = folder.resolve("tokens");
    Files.createDirectories(tokens);
    Path configuration = folder.resolve("softhsm2.conf");
    if (Files.notExists(configuration)) {
      Files.writeString(
          configuration,
          """
          directories.tokendir = %s
          objectstore.backend = file
          log.level = ERROR
          slots.removable = false
          """
              .formatted(tokens));
    }
    return configuration;
  }

  /** The environment that makes the module read {@code configuration}. */
  public static Map<String, String> environment(Path configuration) {
    return Map.of(CONFIGURATION_VARIABLE, configuration.toString());
  }
}
