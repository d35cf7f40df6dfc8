package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyStorage;
import io.hallmark.crypto.KeyWire;
import io.hallmark.crypto.NewKey;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.WrappedBlob;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.WrappedKey;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes key material: resident in the first usable token, wrapped in the one that holds the
 * tenant's wrapping key. Safe for concurrent use; waits for tokens.
 *
 * <p>A resident key that is in a token but not in the registry was made by a worker that died in
 * between. It is adopted: its CKA_ID follows from its name, and its CKA_LABEL says name and
 * category, so what is found is surely what was asked for, or else it is a conflict. With several
 * tokens all that can be asked are looked into first, since the one it was made in need not be the
 * first now.
 */
final class KeyMaker {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final TokenPool tokens;
  private final Function<String, Optional<TenantWrappingKey>> newestWrapping;
  private final TokenWait tokenWait;

  /**
   * A maker.
   *
   * @param newestWrapping the newest wrapping key of a tenant
   */
  KeyMaker(
      TokenPool tokens, Function<String, Optional<TenantWrappingKey>> newestWrapping, Clock clock) {
    this.tokens = tokens;
    this.newestWrapping = newestWrapping;
    this.tokenWait = new TokenWait(clock);
  }

  /** Makes the key material of a version of a key. */
  CryptoResult<Material> make(NewKey key, int version, Instant deadline)
      throws InterruptedException {
    GenerateTask task =
        new GenerateTask(
            DerivedKeyId.of(key.name(), version),
            label(key.name(), key.category(), version),
            TokenWords.spec(key.spec()),
            TokenWords.purpose(key.purpose()),
            Extraction.NEVER,
            deadline);
    return key.storage() == KeyStorage.WRAPPED ? wrapped(key, task) : resident(task);
  }

  /** What a key is called in the token, for people and for adoption. */
  static String label(KeyName name, KeyCategory category, int version) {
    String first = name + ":" + category.id();
    return version == 1 ? first : first + ":" + version;
  }

  private CryptoResult<Material> wrapped(NewKey key, GenerateTask task)
      throws InterruptedException {
    String tenant = key.name().tenant();
    TenantWrappingKey wrapping = newestWrapping.apply(tenant).orElse(null);
    if (wrapping == null) {
      return Commands.refused(
          Reason.UNKNOWN_KEY,
          "tenant %s has no wrapping key; have one made with hallmark crypto keys wrapping create"
              .formatted(tenant));
    }
    Optional<Token> token =
        tokens.usable().stream().filter(t -> t.name().equals(wrapping.token())).findFirst();
    if (token.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    CryptoResult<WrappedKey> made =
        tokenWait.await(
            token.get().generateWrapped(task, wrapping.id()).thenApply(TokenAnswers::toCaller),
            task.deadline());
    return made.map(blob -> material(key, wrapping, blob));
  }

  private static Material material(NewKey key, TenantWrappingKey wrapping, WrappedKey blob) {
    return new Material(
        blob.id(),
        KeyWire.publicKey(key.name(), key.spec(), ByteBuffer.wrap(blob.publicKey().toByteArray())),
        wrapping.token(),
        Optional.of(new WrappedBlob(wrapping.generation(), blob)));
  }

  private CryptoResult<Material> resident(GenerateTask task) throws InterruptedException {
    List<Token> usable = tokens.usable();
    if (usable.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    for (Token other : usable.subList(1, usable.size())) {
      Optional<CryptoResult<Material>> adopted = adopt(other, task);
      if (adopted.isPresent()) {
        return adopted.get();
      }
    }
    Token token = usable.get(0);
    CryptoResult<TokenKey> made =
        tokenWait.await(token.generate(task).thenApply(TokenAnswers::toCaller), task.deadline());
    Optional<CryptoResult<Material>> adopted =
        made instanceof CryptoResult.Refused ? adopt(token, task) : Optional.empty();
    return adopted.orElseGet(() -> made.map(key -> material(token, key)));
  }

  /** What a token says of the key, where it has it; empty also where it can't be asked now. */
  private Optional<CryptoResult<Material>> adopt(Token token, GenerateTask task)
      throws InterruptedException {
    CryptoResult<List<TokenKey>> keys =
        tokenWait.await(token.keys().thenApply(TokenAnswers::toCaller), task.deadline());
    return keys instanceof CryptoResult.Done<List<TokenKey>> found
        ? found.value().stream()
            .filter(key -> key.id().equals(task.key()))
            .findFirst()
            .map(key -> adopt(token, task, key))
        : Optional.empty();
  }

  private static CryptoResult<Material> adopt(Token token, GenerateTask task, TokenKey key) {
    return key.label().equals(task.label()) && key.spec() == task.spec()
        ? new CryptoResult.Done<>(material(token, key))
        : new CryptoResult.Refused<>(
            new Refusal(
                Reason.CONFLICT,
                "token %s holds another key with CKA_ID %s: %s, labelled \"%s\""
                    .formatted(token.name(), task.key(), key.spec(), key.label())));
  }

  private static Material material(Token token, TokenKey key) {
    return new Material(key.id(), key.publicKey(), token.name(), Optional.empty());
  }
}
