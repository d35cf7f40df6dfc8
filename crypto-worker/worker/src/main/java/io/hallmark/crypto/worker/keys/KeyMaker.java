package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes key pairs in the first usable token. Safe for concurrent use.
 *
 * <p>A key that is in the token but not in the registry was made by a worker that died in between.
 * It is adopted: its CKA_ID follows from its name, and its CKA_LABEL says name and category, so
 * what is found is surely what was asked for, or else it is a conflict.
 */
final class KeyMaker {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final TokenPool tokens;

  KeyMaker(TokenPool tokens) {
    this.tokens = tokens;
  }

  CompletableFuture<CryptoResult<MadeKey>> make(
      KeyName name, KeyCategory category, KeySpec spec, Instant deadline) {
    Optional<Token> token = tokens.usable().stream().findFirst();
    if (token.isEmpty()) {
      return CompletableFuture.completedFuture(
          new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER));
    }
    GenerateTask task =
        new GenerateTask(
            DerivedKeyId.of(name), label(name, category), TokenWords.spec(spec), deadline);
    return token.get().generate(task).thenCompose(made -> adoptIfRefused(token.get(), task, made));
  }

  /** What a key is called in the token, for people and for adoption. */
  static String label(KeyName name, KeyCategory category) {
    return name + ":" + category.id();
  }

  private static CompletableFuture<CryptoResult<MadeKey>> adoptIfRefused(
      Token token, GenerateTask task, TokenResult<TokenKey> made) {
    CryptoResult<MadeKey> answer =
        TokenAnswers.toCaller(made).map(key -> new MadeKey(token.name(), key));
    return made instanceof TokenResult.Refused
        ? token.keys().thenApply(keys -> adopt(token, task, keys, answer))
        : CompletableFuture.completedFuture(answer);
  }

  private static CryptoResult<MadeKey> adopt(
      Token token,
      GenerateTask task,
      TokenResult<List<TokenKey>> keys,
      CryptoResult<MadeKey> refusal) {
    if (!(keys instanceof TokenResult.Done<List<TokenKey>> found)) {
      return refusal;
    }
    return found.value().stream()
        .filter(key -> key.id().equals(task.key()))
        .findFirst()
        .map(key -> adopt(token, task, key))
        .orElse(refusal);
  }

  private static CryptoResult<MadeKey> adopt(Token token, GenerateTask task, TokenKey key) {
    return key.label().equals(task.label()) && key.spec() == task.spec()
        ? new CryptoResult.Done<>(new MadeKey(token.name(), key))
        : conflict(token, task.key(), key);
  }

  private static CryptoResult<MadeKey> conflict(Token token, KeyId id, TokenKey key) {
    return new CryptoResult.Refused<>(
        new Refusal(
            Refusal.Reason.CONFLICT,
            "token %s holds another key with CKA_ID %s: %s, labelled \"%s\""
                .formatted(token.name(), id, key.spec(), key.label())));
  }
}
