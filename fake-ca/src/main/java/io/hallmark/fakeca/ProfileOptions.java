package io.hallmark.fakeca;

import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.settings.SettingsException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a certificate may be used for; a picocli mixin. */
final class ProfileOptions {
  @Option(
      names = "--profile",
      paramLabel = "USE",
      defaultValue = "TLS_PEER",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Profile profile;

  @Option(
      names = "--profile-file",
      paramLabel = "FILE",
      description = "a profile of one's own in YAML instead; see docs/certificates.md")
  private Path file;

  Profile builtIn() {
    return profile;
  }

  /** Of the file where there is one. */
  CertificateProfile read() throws SettingsException {
    return file == null ? profile.certificate() : Profiles.read(file);
  }
}
