package io.hallmark.hsm.pin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PIN that systemd hands over as a credential (systemd.exec(5), {@code LoadCredential=} or {@code
 * LoadCredentialEncrypted=}): a file of this name in the folder that {@code CREDENTIALS_DIRECTORY}
 * names.
 *
 * @param name of the credential, as in the unit file
 */
public record CredentialPin(String name) implements PinSource {
  static final String DIRECTORY_VARIABLE = "CREDENTIALS_DIRECTORY";
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");

  /** Refuses a name that leads elsewhere. */
  public CredentialPin {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "credential \"" + name + "\" does not match " + SHAPE + "; give the name alone");
    }
  }

  @Override
  public Pin read() throws PinUnavailableException {
    return read(Optional.ofNullable(System.getenv(DIRECTORY_VARIABLE)).map(Path::of));
  }

  Pin read(Optional<Path> directory) throws PinUnavailableException {
    Path folder =
        directory.orElseThrow(
            () ->
                new PinUnavailableException(
                    "credential "
                        + name
                        + ": "
                        + DIRECTORY_VARIABLE
                        + " is not set; add LoadCredential="
                        + name
                        + ":PATH to the systemd unit"));
    return new FilePin(folder.resolve(name)).read();
  }
}
