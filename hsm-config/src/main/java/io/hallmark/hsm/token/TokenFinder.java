package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Cryptoki;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.file.TokenSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the one token of a module that a configuration means. */
public final class TokenFinder {
  private TokenFinder() {}

  /** The initialised token that {@code selector} fits. */
  public static TokenInfo find(Cryptoki cryptoki, Path module, TokenSelector selector)
      throws TokenOpenException {
    List<TokenInfo> tokens = initialised(cryptoki, module);
    List<TokenInfo> fitting = tokens.stream().filter(selector::matches).toList();
    if (fitting.isEmpty()) {
      throw new TokenOpenException.TokenMissing(
          "module %s has no token with %s; it has %s; initialise it or correct token"
              .formatted(module, selector, names(tokens)));
    }
    if (fitting.size() > 1) {
      List<String> serials = fitting.stream().map(TokenInfo::serial).toList();
      throw new TokenOpenException.TokenAmbiguous(
          "module %s has %d tokens with %s, of serials %s; name one by token.serial"
              .formatted(module, fitting.size(), selector, String.join(", ", serials)),
          serials);
    }
    return fitting.get(0);
  }

  private static List<TokenInfo> initialised(Cryptoki cryptoki, Path module)
      throws TokenOpenException {
    try {
      return Slots.tokens(cryptoki).stream()
          .filter(token -> (token.flags() & Ck.CKF_TOKEN_INITIALIZED) != 0)
          .toList();
    } catch (CryptokiException e) {
      throw new TokenOpenException.DeviceFailed(
          "module " + module + ": " + e.getMessage(), e.code(), e);
    }
  }

  private static String names(List<TokenInfo> tokens) {
    return tokens.isEmpty()
        ? "none"
        : tokens.stream().map(t -> "\"" + t.label() + "\"").collect(Collectors.joining(", "));
  }
}
