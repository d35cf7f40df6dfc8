package io.hallmark.tools.ceremony.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The authorities above a certificate that a plan issues, up to a root: the name constraints of
 * each of them bind it (RFC 5280 section 4.2.1.10), so each must be known. Pure.
 */
public final class Authorities {
  /** What a chain must be. */
  public static final String EXPECTED = "each authority certified by the next, up to a root";

  /** What to do about one that is not. */
  public static final String REMEDY =
      "name the certificates above issuerCertificate in issuerChain, nearest first";

  private Authorities() {}

  /**
   * One of them.
   *
   * @param file what the plan calls it
   * @param signed whether its signature can be verified: a certificate that is only foreseen has
   *     none yet
   */
  public record Authority(String file, X509Certificate certificate, boolean signed) {}

  /**
   * What is wrong with a chain, or empty.
   *
   * @param chain the issuer first, at least it
   */
  public static Optional<String> fault(List<Authority> chain) {
    for (int i = 1; i < chain.size(); i++) {
      Authority below = chain.get(i - 1);
      Authority above = chain.get(i);
      if (!named(below, above)) {
        return Optional.of(
            "%s is certified by %s, which %s is not of"
                .formatted(below.file(), issuer(below), above.file()));
      }
      if (!verifies(below, above)) {
        return Optional.of(
            "%s is not signed by the key of %s".formatted(below.file(), above.file()));
      }
    }
    Authority last = chain.get(chain.size() - 1);
    if (!named(last, last)) {
      return Optional.of(
          "%s is certified by %s, whose certificate is not named"
              .formatted(last.file(), issuer(last)));
    }
    return verifies(last, last)
        ? Optional.empty()
        : Optional.of("%s is not signed by its own key".formatted(last.file()));
  }

  private static boolean named(Authority below, Authority above) {
    return below
        .certificate()
        .getIssuerX500Principal()
        .equals(above.certificate().getSubjectX500Principal());
  }

  private static String issuer(Authority of) {
    return of.certificate().getIssuerX500Principal().getName();
  }

  private static boolean verifies(Authority below, Authority above) {
    if (!below.signed() || !above.signed()) {
      return true;
    }
    try {
      below.certificate().verify(above.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // Of another key, or of a kind that nothing here computes with.
    }
  }
}
