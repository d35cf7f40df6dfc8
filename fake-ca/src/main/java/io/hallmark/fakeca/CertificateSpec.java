package io.hallmark.fakeca;

import java.util.List;

/**
 * A certificate to be made together with its key.
 *
 * @param subject distinguished name in RFC 4514 form ({@code O=Alice,L=Zurich,C=CH}), or a plain
 *     name, which becomes its common name
 * @param dnsNames subject alternative names; may be empty
 * @param ipAddresses subject alternative names, textual; may be empty
 * @param key kind of key
 * @param profile what it may be used for
 * @param days how long it is valid, 1 to 3650
 */
public record CertificateSpec(
    String subject,
    List<String> dnsNames,
    List<String> ipAddresses,
    KeyAlgorithm key,
    Profile profile,
    int days) {
  public static final int DEFAULT_DAYS = 365;

  public CertificateSpec {
    dnsNames = List.copyOf(dnsNames);
    ipAddresses = List.copyOf(ipAddresses);
    Days.check(days);
  }

  /** P-256, both sides of TLS, one year. */
  public static CertificateSpec of(
      String subject, List<String> dnsNames, List<String> ipAddresses) {
    return new CertificateSpec(
        subject, dnsNames, ipAddresses, KeyAlgorithm.EC_P256, Profile.TLS_PEER, DEFAULT_DAYS);
  }
}
