package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ckr;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A token in memory, for tests: keys of the JDK's own providers behind the {@link Token} door. It
 * fails when told to, with any Cryptoki return code, and takes as long as it is told to. Safe for
 * concurrent use.
 */
public final class FakeToken implements Token {
  private static final int QUEUE_MAX = 1024;
  private static final Duration RETRY_AFTER = Duration.ofMillis(100);

  private final String name;
  private final Clock clock;
  private final ThreadPoolExecutor lanes;
  private final FakeVault vault;
  private final ConcurrentLinkedQueue<Long> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong signCalls = new AtomicLong();
  private final AtomicLong signed = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong wraps = new AtomicLong();
  private final AtomicLong generated = new AtomicLong();
  private final AtomicLong derived = new AtomicLong();
  private final AtomicLong randomBytes = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;
  private volatile TokenState state = new TokenState(true, "logged in");

  public FakeToken(String name) {
    this(name, 2, Clock.systemUTC());
  }

  public FakeToken(String name, int lanes, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.vault = new FakeVault(name);
    AtomicLong number = new AtomicLong();
    this.lanes =
        new ThreadPoolExecutor(
            lanes,
            lanes,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_MAX),
            work -> {
              Thread thread =
                  new Thread(work, "fake-token-" + name + "-lane-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The next operation answers with this Cryptoki return code; calls add up. */
  public void failNext(long code) {
    failures.add(code);
  }

  /** Every signature takes this much longer from now on. */
  public void delay(Duration duration) {
    delay = duration;
  }

  /** What {@link #state()} says from now on; an unusable token answers nothing but unavailable. */
  public void state(boolean usable, String reason) {
    state = new TokenState(usable, reason);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TokenInfo info() {
    return new TokenInfo(0, "fake-" + name, name, "Hallmark", "FakeToken", "1.0", 0, 0);
  }

  @Override
  public int lanes() {
    return lanes.getMaximumPoolSize();
  }

  @Override
  public TokenState state() {
    return state;
  }

  @Override
  public CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    return submit(task.deadline(), () -> signNow(task));
  }

  @Override
  public CompletableFuture<TokenResult<SecretBytes>> deriveSharedSecret(AgreeTask task) {
    return submit(task.deadline(), () -> counted(derived, vault.agree(task)));
  }

  @Override
  public CompletableFuture<TokenResult<Octets>> random(String tenant, int bytes, Instant deadline) {
    return submit(
        deadline,
        () -> {
          TokenResult<Octets> result = vault.random(bytes);
          if (result instanceof TokenResult.Done) {
            randomBytes.addAndGet(bytes);
          }
          return result;
        });
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task) {
    return submit(task.deadline(), () -> counted(generated, vault.generate(task)));
  }

  @Override
  public CompletableFuture<TokenResult<List<TokenKey>>> keys() {
    return submit(Instant.MAX, vault::keys);
  }

  @Override
  public CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return submit(deadline, () -> vault.destroy(key));
  }

  @Override
  public CompletableFuture<TokenResult<KeyId>> attachCertificate(
      KeyId key, Octets certificate, Instant deadline) {
    return submit(deadline, () -> vault.attach(key, certificate));
  }

  @Override
  public CompletableFuture<TokenResult<List<Octets>>> certificates(KeyId key, Instant deadline) {
    return submit(deadline, () -> vault.certificates(key));
  }

  @Override
  public CompletableFuture<TokenResult<TokenCapabilities>> capabilities() {
    return submit(
        Instant.MAX,
        () ->
            new TokenResult.Done<>(
                new TokenCapabilities(
                    "FakeToken",
                    "1.0",
                    FakeVault.specs(),
                    Set.of(SignatureScheme.values()),
                    FakeVault.agreements(),
                    Optional.of(WrapMechanism.AES_KEY_WRAP_KWP),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    List.of())));
  }

  @Override
  public CompletableFuture<TokenResult<WrappingKey>> createWrappingKey(WrappingKeyTask task) {
    return submit(task.deadline(), () -> counted(generated, vault.createWrappingKey(task, false)));
  }

  @Override
  public CompletableFuture<TokenResult<List<WrappingKey>>> wrappingKeys() {
    return submit(Instant.MAX, vault::wrappingKeys);
  }

  @Override
  public CompletableFuture<TokenResult<WrappedKey>> generateWrapped(
      GenerateTask task, KeyId wrappingKey) {
    return submit(
        task.deadline(),
        () -> counted(generated, counted(wraps, vault.generateWrapped(task, wrappingKey))));
  }

  @Override
  public CompletableFuture<TokenResult<WrappedKey>> rewrap(
      WrappedKey key, KeyId wrappingKey, Instant deadline) {
    return submit(deadline, () -> counted(wraps, vault.rewrap(key, wrappingKey)));
  }

  @Override
  public CompletableFuture<TokenResult<WrappingKey>> createBackupKey(
      KeyId key, String label, Instant deadline) {
    WrappingKeyTask task =
        new WrappingKeyTask(key, label, WrappingKeyTask.BITS_DEFAULT, Extraction.WRAPPED, deadline);
    return submit(deadline, () -> counted(generated, vault.createWrappingKey(task, true)));
  }

  @Override
  public CompletableFuture<TokenResult<SecretBytes>> exportBackupKey(KeyId key, Instant deadline) {
    return submit(deadline, () -> vault.exportBackupKey(key));
  }

  @Override
  public CompletableFuture<TokenResult<WrappingKey>> restoreBackupKey(
      KeyId key, String label, SecretBytes value, Instant deadline) {
    return submit(deadline, () -> vault.restoreBackupKey(key, label, value));
  }

  @Override
  public CompletableFuture<TokenResult<WrappedKey>> wrap(
      KeyId key, KeyId wrappingKey, Instant deadline) {
    return submit(deadline, () -> counted(wraps, vault.wrapResident(key, wrappingKey)));
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> unwrap(UnwrapTask task) {
    return submit(task.deadline(), () -> vault.unwrap(task));
  }

  @Override
  public CompletableFuture<TokenResult<WrappedSecret>> wrapWrappingKey(
      KeyId key, KeyId backupKey, Instant deadline) {
    return submit(deadline, () -> counted(wraps, vault.wrapWrappingKey(key, backupKey)));
  }

  @Override
  public CompletableFuture<TokenResult<WrappingKey>> unwrapWrappingKey(
      WrappedSecret key, String label, Instant deadline) {
    return submit(deadline, () -> vault.unwrapWrappingKey(key, label));
  }

  @Override
  public TokenCounters counters() {
    return new TokenCounters(
        signCalls.get(),
        signed.get(),
        1,
        expired.get(),
        0,
        0,
        0,
        0,
        wraps.get(),
        generated.get(),
        derived.get(),
        randomBytes.get());
  }

  @Override
  public void close() {
    state = new TokenState(false, "closed");
    lanes.shutdown();
  }

  private <T> CompletableFuture<TokenResult<T>> submit(
      Instant deadline, Supplier<TokenResult<T>> work) {
    CompletableFuture<TokenResult<T>> future = new CompletableFuture<>();
    try {
      lanes.execute(() -> run(future, deadline, work));
    } catch (RejectedExecutionException e) {
      future.complete(unavailable(ErrorClass.CAPACITY, 0, "the queue of " + name + " is full"));
    }
    return future;
  }

  private <T> void run(
      CompletableFuture<TokenResult<T>> future, Instant deadline, Supplier<TokenResult<T>> work) {
    try {
      future.complete(guarded(deadline, work));
    } catch (RuntimeException e) {
      future.completeExceptionally(e);
    }
  }

  private <T> TokenResult<T> guarded(Instant deadline, Supplier<TokenResult<T>> work) {
    TokenState now = state;
    if (!now.usable()) {
      return unavailable(ErrorClass.TOKEN, 0, now.reason());
    }
    if (!clock.instant().isBefore(deadline)) {
      expired.incrementAndGet();
      return refused(ErrorClass.EXPIRED, 0, "the deadline " + deadline + " has passed");
    }
    Long failure = failures.poll();
    return failure == null ? work.get() : failed(failure);
  }

  private static <T> TokenResult<T> failed(long code) {
    ErrorClass errorClass = ErrorClasses.of(code);
    String detail = "told to fail with " + Ckr.name(code);
    return errorClass == ErrorClass.CALLER
        ? refused(errorClass, code, detail)
        : unavailable(errorClass, code, detail);
  }

  private static <T> TokenResult<T> refused(ErrorClass errorClass, long code, String detail) {
    return new TokenResult.Refused<>(new TokenFault(errorClass, code, detail));
  }

  private static <T> TokenResult<T> unavailable(ErrorClass errorClass, long code, String detail) {
    return new TokenResult.Unavailable<>(new TokenFault(errorClass, code, detail), RETRY_AFTER);
  }

  private TokenResult<TokenSignature> signNow(SignTask task) {
    pause();
    signCalls.incrementAndGet();
    TokenResult<TokenSignature> result = vault.sign(task);
    if (result instanceof TokenResult.Done) {
      signed.incrementAndGet();
    }
    return result;
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> TokenResult<T> counted(AtomicLong counter, TokenResult<T> result) {
    if (result instanceof TokenResult.Done) {
      counter.incrementAndGet();
    }
    return result;
  }
}
