package io.hallmark.crypto.cli;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.SignatureScheme;

/** Which scheme goes with a key. Pure. */
final class Schemes {
  private Schemes() {}

  /** The first that fits: of RSA PKCS#1 with SHA-256, of a curve its own hash. */
  static SignatureScheme usual(KeyInfo key) {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (scheme.fits(key.spec())) {
        return scheme;
      }
    }
    throw new IllegalStateException("no scheme fits " + key.spec());
  }

  static void check(KeyInfo key, SignatureScheme scheme) {
    if (!scheme.fits(key.spec())) {
      throw CommandFailedException.badInput(
          "scheme %s does not fit key %s of kind %s; %s does"
              .formatted(scheme, key.name(), key.spec(), usual(key)));
    }
  }
}
