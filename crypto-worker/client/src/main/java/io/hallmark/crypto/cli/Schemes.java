package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.SignatureScheme;

/** Which scheme goes with a key. Pure. */
final class Schemes {
  private Schemes() {}

  /** The first that fits: of RSA PKCS#1 with SHA-256, of a curve its own hash. */
  static SignatureScheme usual(KeySpec spec) {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (scheme.fits(spec)) {
        return scheme;
      }
    }
    throw new IllegalStateException("no scheme fits " + spec);
  }

  static void check(KeySpec spec, SignatureScheme scheme) {
    if (!scheme.fits(spec)) {
      throw CommandFailedException.badInput(
          "scheme %s does not fit a key of kind %s, expected one for that kind; %s does"
              .formatted(scheme, spec, usual(spec)));
    }
  }
}
