package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pools over tokens that are open already. */
public final class OpenTokens {
  private OpenTokens() {}

  public static TokenPool pool(MeterRegistry metrics, Token... tokens) {
    Map<String, TokenOpener> openers = new LinkedHashMap<>();
    for (Token token : tokens) {
      openers.put(token.name(), () -> token);
    }
    try {
      return TokenPool.open(openers, metrics);
    } catch (TokenOpenException e) {
      throw new AssertionError(e);
    }
  }
}
