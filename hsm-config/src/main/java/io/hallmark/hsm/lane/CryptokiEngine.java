package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Opens tokens through our own binding of Cryptoki. */
public final class CryptokiEngine {
  private CryptokiEngine() {}

  /** As {@link io.hallmark.hsm.token.Tokens#open}. */
  public static Token open(TokenConfig config) throws TokenOpenException {
    return open(config, UnaryOperator.identity(), Clock.systemUTC());
  }

  /**
   * The same, with something around the binding.
   *
   * @param decorate counts calls, delays them, or makes one fail; for tests and benches
   */
  public static Token open(TokenConfig config, UnaryOperator<Cryptoki> decorate, Clock clock)
      throws TokenOpenException {
    return new CryptokiToken(config, Connection.open(config, decorate), clock);
  }
}
