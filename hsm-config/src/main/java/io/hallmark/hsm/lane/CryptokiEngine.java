package io.hallmark.hsm.lane;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;

/** Opens tokens through our own binding of Cryptoki. */
public final class CryptokiEngine {
  private CryptokiEngine() {}

  /** As {@link io.hallmark.hsm.token.Tokens#open}. */
  @SuppressWarnings("DoNotCallSuggester") // Until the engine lands.
  public static Token open(TokenConfig config) throws TokenOpenException {
    throw new TokenOpenException.DeviceFailed(
        "token " + config.name() + ": engine cryptoki is not built yet", 0, null);
  }
}
