package io.hallmark.fakeca;

import io.hallmark.certificates.profile.CertificateProfile;
import java.util.Locale;

/** What a certificate may be used for. */
public enum Profile {
  /** Either side of mutual TLS: what a gateway needs. */
  TLS_PEER,
  TLS_SERVER,
  TLS_CLIENT;

  CertificateProfile certificate() {
    return FakeProfiles.read(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
