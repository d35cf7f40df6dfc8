package io.hallmark.certificates.catalogue;

import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.settings.Faults;
import io.hallmark.settings.SettingsException;
import io.hallmark.settings.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The door to profiles: those that come with the program, and a user's own files. */
public final class Profiles {
  private static final List<String> NAMES =
      List.of(
          "root", "issuing-ca", "tls-server", "tls-client", "session-identity", "ocsp-responder");

  private Profiles() {}

  /** What the built-in profiles are called. */
  public static List<String> names() {
    return NAMES;
  }

  /** The self-signed certificate at the top of a hierarchy. */
  public static CertificateProfile root() {
    return builtIn("root");
  }

  /** An intermediate authority, which issues to others. */
  public static CertificateProfile issuingCa() {
    return builtIn("issuing-ca");
  }

  public static CertificateProfile tlsServer() {
    return builtIn("tls-server");
  }

  public static CertificateProfile tlsClient() {
    return builtIn("tls-client");
  }

  /** A member's key that signs handshakes end to end. */
  public static CertificateProfile sessionIdentity() {
    return builtIn("session-identity");
  }

  /** Who answers for an authority which certificates it revoked (RFC 6960 section 4.2.2.2). */
  public static CertificateProfile ocspResponder() {
    return builtIn("ocsp-responder");
  }

  /**
   * A profile that comes with the program.
   *
   * @throws IllegalArgumentException where none is called so
   */
  public static CertificateProfile builtIn(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "no profile is called \"%s\", expected one of %s"
              .formatted(name, String.join(", ", NAMES)));
    }
    try {
      return parse(name + ".yaml", builtInText(name));
    } catch (SettingsException e) {
      throw new IllegalStateException("a profile of the program's own is faulty", e);
    }
  }

  /** The YAML of a built-in profile, to start one's own from. */
  public static String builtInText(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A user's own profile.
   *
   * @throws SettingsException with every fault of the file and its place
   */
  public static CertificateProfile read(Path file) throws SettingsException {
    Faults faults = Faults.of(file);
    Optional<String> text = SettingsFile.text(file, "a certificate profile in YAML, UTF-8", faults);
    faults.throwIfAny();
    return read(text.orElseThrow(), faults);
  }

  /**
   * A profile that is not in a file of its own.
   *
   * @param source what the text is called in faults
   */
  public static CertificateProfile parse(String source, String yaml) throws SettingsException {
    return read(yaml, Faults.of(source));
  }

  private static CertificateProfile read(String yaml, Faults faults) throws SettingsException {
    Optional<CertificateProfile> profile =
        new ProfileReader(faults).read(SettingsFile.parse(yaml, faults));
    faults.throwIfAny();
    return profile.orElseThrow();
  }
}
