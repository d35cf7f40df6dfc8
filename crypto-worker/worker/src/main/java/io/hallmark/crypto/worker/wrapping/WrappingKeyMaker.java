package io.hallmark.crypto.worker.wrapping;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey.State;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.WrappingKey;
import io.hallmark.hsm.token.WrappingKeyTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes wrapping keys in the first token that can. One that is in a token but not in the registry
 * was made by a worker that died in between, and is adopted. Safe for concurrent use.
 */
public final class WrappingKeyMaker {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final TokenPool tokens;

  public WrappingKeyMaker(TokenPool tokens) {
    this.tokens = tokens;
  }

  /**
   * Makes a generation.
   *
   * @param where the token it must be in; empty: any
   * @param createdAt what is noted as its date
   */
  public CompletableFuture<CryptoResult<TenantWrappingKey>> make(
      String tenant, int generation, Optional<String> where, Instant createdAt, Instant deadline) {
    KeyId id = TenantWrappingKey.id(tenant, generation);
    WrappingKeyTask task =
        WrappingKeyTask.resident(id, "wrapping:%s:%d".formatted(tenant, generation), deadline);
    Iterator<Token> candidates =
        tokens.usable().stream()
            .filter(token -> where.map(token.name()::equals).orElse(true))
            .iterator();
    return make(candidates, task, new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER))
        .thenApply(
            made ->
                made.map(
                    token ->
                        new TenantWrappingKey(
                            tenant, generation, id, token, State.IN_USE, createdAt)));
  }

  /** In the first token that does not refuse; some engines have no wrapping keys. */
  private CompletableFuture<CryptoResult<String>> make(
      Iterator<Token> candidates, WrappingKeyTask task, CryptoResult<String> otherwise) {
    if (!candidates.hasNext()) {
      return CompletableFuture.completedFuture(otherwise);
    }
    Token token = candidates.next();
    return token
        .createWrappingKey(task)
        .thenCompose(made -> adoptIfRefused(token, task, made))
        .thenCompose(
            made ->
                made instanceof CryptoResult.Refused<String> refused
                    ? make(candidates, task, refused)
                    : CompletableFuture.completedFuture(made));
  }

  private static CompletableFuture<CryptoResult<String>> adoptIfRefused(
      Token token, WrappingKeyTask task, TokenResult<WrappingKey> made) {
    CryptoResult<String> answer = TokenAnswers.toCaller(made).map(key -> token.name());
    return made instanceof TokenResult.Refused
        ? token.wrappingKeys().thenApply(keys -> adopt(token, task, keys, answer))
        : CompletableFuture.completedFuture(answer);
  }

  private static CryptoResult<String> adopt(
      Token token,
      WrappingKeyTask task,
      TokenResult<List<WrappingKey>> keys,
      CryptoResult<String> refusal) {
    if (!(keys instanceof TokenResult.Done<List<WrappingKey>> found)) {
      return refusal;
    }
    return found.value().stream()
        .filter(key -> key.id().equals(task.key()))
        .findFirst()
        .map(key -> adopt(token, task, key))
        .orElse(refusal);
  }

  private static CryptoResult<String> adopt(Token token, WrappingKeyTask task, WrappingKey key) {
    return key.label().equals(task.label())
        ? new CryptoResult.Done<>(token.name())
        : new CryptoResult.Refused<>(
            new Refusal(
                Refusal.Reason.CONFLICT,
                "token %s holds another wrapping key with CKA_ID %s, labelled \"%s\""
                    .formatted(token.name(), key.id(), key.label())));
  }
}
