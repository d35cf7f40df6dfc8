package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;

/** Opens tokens through the JDK's SunPKCS11 provider. */
public final class SunEngine {
  private SunEngine() {}

  /** As {@link io.hallmark.hsm.token.Tokens#open}. */
  @SuppressWarnings("DoNotCallSuggester") // Until the engine lands.
  public static Token open(TokenConfig config) throws TokenOpenException {
    throw new TokenOpenException.DeviceFailed(
        "token " + config.name() + ": engine sunpkcs11 is not built yet", 0, null);
  }
}
