package io.hallmark.fakeca;

import io.hallmark.certificates.CertificatesException;
import java.util.Optional;

/**
 * How a fake CA is made.
 *
 * @param name goes into its subject, beside the words that it is for tests only; 1 to 40 characters
 * @param key kind of its key; of no use where the key is in a token already
 * @param days how long its certificate is valid, 1 to 3650
 * @param pathLength how many CAs may stand below it, 0 to 5
 * @param crlUrl where its CRL will be had, for its certificates to say; or empty
 * @param ocspUrl where its OCSP responder will be, for its certificates to say; or empty
 */
public record FakeCaOptions(
    String name,
    KeyAlgorithm key,
    int days,
    int pathLength,
    Optional<String> crlUrl,
    Optional<String> ocspUrl) {
  /** The longest name that, with the words for tests only, fits a common name (RFC 5280: 64). */
  static final int NAME_MAX = 40;

  static final int PATH_LENGTH_MAX = 5;

  public static final FakeCaOptions DEFAULT =
      new FakeCaOptions("Hallmark fake CA", KeyAlgorithm.EC_P256, 3650);

  public FakeCaOptions {
    if (name.isBlank() || name.length() > NAME_MAX) {
      throw CertificatesException.badInput(
          "--name must be 1 to %d characters, got \"%s\"; shorten it".formatted(NAME_MAX, name));
    }
    if (pathLength < 0 || pathLength > PATH_LENGTH_MAX) {
      throw CertificatesException.badInput(
          "--path-length must be 0 to %d, got %d".formatted(PATH_LENGTH_MAX, pathLength));
    }
    Days.check(days);
  }

  /** One CA may stand below it; its certificates name no place to ask about them. */
  public FakeCaOptions(String name, KeyAlgorithm key, int days) {
    this(name, key, days, 1, Optional.empty(), Optional.empty());
  }

  public FakeCaOptions withPathLength(int authorities) {
    return new FakeCaOptions(name, key, days, authorities, crlUrl, ocspUrl);
  }
}
