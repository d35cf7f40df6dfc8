package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.WrappedBlob;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.WrappedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Wraps keys again by their tenant's newest wrapping key. Where it stands is in the keys' own
 * records, so there is nothing to resume: what is wrapped by an older generation is still to be
 * done. Used by one thread.
 */
final class Rewrapping {
  private static final Duration STEP_MAX = Duration.ofSeconds(30);

  /** Keys of a tenant that are wrapped again at once. */
  private static final int BATCH = 128;

  /** Batches of a tenant in a round. */
  private static final int BATCHES_PER_ROUND = 16;

  /** A key and what became of it. */
  record Outcome(KeyName name, CryptoResult<?> result) {}

  private record Step(RegisteredKey key, CompletableFuture<CryptoResult<WrappedKey>> wrapped) {}

  private final KeyRegistry registry;
  private final WrappingKeyRegistry wrappingKeys;
  private final TokenPool tokens;
  private final TokenWait tokenWait;
  private final Clock clock;

  /** How far this worker is with a tenant's keys, so that those behind are not looked at again. */
  private final Map<String, KeyName> reached = new HashMap<>();

  Rewrapping(
      KeyRegistry registry, WrappingKeyRegistry wrappingKeys, TokenPool tokens, Clock clock) {
    this.registry = registry;
    this.wrappingKeys = wrappingKeys;
    this.tokens = tokens;
    this.tokenWait = new TokenWait(clock);
    this.clock = clock;
  }

  /** Keys that are still to be wrapped again. */
  long waiting() {
    return registry.wrappingTenants().stream().mapToLong(this::waiting).sum();
  }

  /**
   * Does some of it.
   *
   * @return whether there is more that can be done at once
   */
  boolean round(Consumer<Outcome> outcomes) throws InterruptedException {
    boolean more = false;
    for (String tenant : registry.wrappingTenants()) {
      more |= round(tenant, outcomes);
    }
    return more;
  }

  private boolean round(String tenant, Consumer<Outcome> outcomes) throws InterruptedException {
    boolean progress = waiting(tenant) > 0;
    for (int batch = 0; batch < BATCHES_PER_ROUND && progress; batch++) {
      progress =
          batch(tenant, wrappingKeys.newest(tenant).orElseThrow(), outcomes) && waiting(tenant) > 0;
    }
    return progress;
  }

  private long waiting(String tenant) {
    int newest = wrappingKeys.newest(tenant).map(TenantWrappingKey::generation).orElse(0);
    return registry.wrapped(tenant).entrySet().stream()
        .filter(generation -> generation.getKey() < newest)
        .mapToLong(generation -> generation.getValue())
        .sum();
  }

  /** Whether any of a batch was done, so that there is a point in the next. */
  private boolean batch(String tenant, TenantWrappingKey newest, Consumer<Outcome> outcomes)
      throws InterruptedException {
    Optional<Token> token =
        tokens.usable().stream().filter(t -> t.name().equals(newest.token())).findFirst();
    if (token.isEmpty()) {
      return false;
    }
    Instant deadline = clock.instant().plus(STEP_MAX);
    List<RegisteredKey> done = new ArrayList<>();
    for (Step step : begin(tenant, token.get(), newest, deadline)) {
      CryptoResult<WrappedKey> wrapped = tokenWait.await(step.wrapped(), deadline);
      if (wrapped instanceof CryptoResult.Done<WrappedKey> blob) {
        done.add(step.key().with(new WrappedBlob(newest.generation(), blob.value())));
      } else {
        outcomes.accept(new Outcome(step.key().info().name(), wrapped));
      }
    }
    registry
        .putAll(done, deadline)
        .forEach((name, result) -> outcomes.accept(new Outcome(name, result)));
    return !done.isEmpty();
  }

  private List<Step> begin(String tenant, Token token, TenantWrappingKey newest, Instant deadline) {
    List<Step> steps = new ArrayList<>();
    for (KeyName name : next(tenant, newest.generation())) {
      Optional<RegisteredKey> key =
          registry.find(name).filter(k -> k.blob().map(b -> isOlder(b, newest)).orElse(false));
      key.ifPresent(
          k ->
              steps.add(
                  new Step(
                      k,
                      token
                          .rewrap(k.blob().orElseThrow().key(), newest.id(), deadline)
                          .thenApply(TokenAnswers::toCaller))));
    }
    return steps;
  }

  /** The next to be done; after the last it begins with those that could not be done before. */
  private List<KeyName> next(String tenant, int generation) {
    Optional<KeyName> after = Optional.ofNullable(reached.get(tenant));
    List<KeyName> names = registry.wrappedBefore(tenant, generation, after, BATCH);
    if (names.isEmpty()) {
      reached.remove(tenant);
    } else {
      reached.put(tenant, names.get(names.size() - 1));
    }
    return names;
  }

  private static boolean isOlder(WrappedBlob blob, TenantWrappingKey newest) {
    return blob.generation() < newest.generation();
  }
}
