package io.hallmark.hsm.token;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.lane.CryptokiEngine;
import io.hallmark.hsm.sunpkcs11.SunEngine;

/** The door: from a configuration to a token that is logged in and signs. */
public final class Tokens {
  private Tokens() {}

  /**
   * Opens the token: loads its module, finds it, logs in with one attempt, starts its lanes. The
   * caller closes it.
   *
   * @throws TokenOpenException whose kind says what is wrong and whether it may pass
   */
  public static Token open(TokenConfig config) throws TokenOpenException {
    return switch (config.engine()) {
      case CRYPTOKI -> CryptokiEngine.open(config);
      case SUNPKCS11 -> SunEngine.open(config);
    };
  }
}
