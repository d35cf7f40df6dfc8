package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.WrappingKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Destroys keys in tokens. Safe for concurrent use; waits for tokens. */
final class PrivateParts {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(5);

  private final TokenPool tokens;
  private final TokenWait tokenWait;

  PrivateParts(TokenPool tokens, Clock clock) {
    this.tokens = tokens;
    this.tokenWait = new TokenWait(clock);
  }

  /**
   * Destroys what has this CKA_ID in each of the tokens called {@code names}. Done where none holds
   * it any more, whoever destroyed it: it can be begun again after a worker died in the middle.
   */
  CryptoResult<KeyId> destroy(KeyId id, List<String> names, Instant deadline)
      throws InterruptedException {
    for (String name : names) {
      Optional<Token> token =
          tokens.usable().stream().filter(t -> t.name().equals(name)).findFirst();
      if (token.isEmpty()) {
        return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
      }
      CryptoResult<KeyId> destroyed = destroy(id, token.get(), deadline);
      if (!(destroyed instanceof CryptoResult.Done)) {
        return destroyed;
      }
    }
    return new CryptoResult.Done<>(id);
  }

  private CryptoResult<KeyId> destroy(KeyId id, Token token, Instant deadline)
      throws InterruptedException {
    CryptoResult<KeyId> destroyed =
        tokenWait.await(
            token
                .destroy(id, deadline)
                .thenApply(result -> TokenAnswers.toCaller(result).map(count -> id)),
            deadline);
    return destroyed instanceof CryptoResult.Refused && isGone(id, token, deadline)
        ? new CryptoResult.Done<>(id)
        : destroyed;
  }

  /** A refusal may say that there is nothing to destroy; the token's lists say it for sure. */
  private boolean isGone(KeyId id, Token token, Instant deadline) throws InterruptedException {
    CryptoResult<List<TokenKey>> pairs =
        tokenWait.await(token.keys().thenApply(TokenAnswers::toCaller), deadline);
    CryptoResult<List<WrappingKey>> wrapping =
        tokenWait.await(token.wrappingKeys().thenApply(PrivateParts::orNone), deadline);
    return pairs instanceof CryptoResult.Done<List<TokenKey>> keys
        && keys.value().stream().noneMatch(key -> key.id().equals(id))
        && wrapping instanceof CryptoResult.Done<List<WrappingKey>> wrappers
        && wrappers.value().stream().noneMatch(key -> key.id().equals(id));
  }

  /** An engine that has no wrapping keys refuses to list them. */
  private static CryptoResult<List<WrappingKey>> orNone(TokenResult<List<WrappingKey>> listed) {
    return listed instanceof TokenResult.Refused
        ? new CryptoResult.Done<>(List.of())
        : TokenAnswers.toCaller(listed);
  }
}
