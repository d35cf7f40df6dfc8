package io.hallmark.fakeca;

import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.profile.CertificateProfile;
import io.hallmark.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The profiles of what a fake CA makes. */
final class FakeProfiles {
  static final String ROOT = "root";
  static final String INTERMEDIATE = "intermediate";
  static final String CROSS = "cross";

  private FakeProfiles() {}

  static CertificateProfile read(String name) {
    String file = name + ".yaml";
    try (InputStream in = FakeProfiles.class.getResourceAsStream(file)) {
      return Profiles.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SettingsException e) {
      throw new IllegalStateException("a profile of the program's own is faulty", e);
    }
  }
}
