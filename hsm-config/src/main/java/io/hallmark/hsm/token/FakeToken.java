package io.hallmark.hsm.token;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.scheme.Schemes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  private record Entry(TokenKey key, KeyPair pair) {}

  private final String name;
  private final Clock clock;
  private final ThreadPoolExecutor lanes;
  private final Map<KeyId, Entry> keys = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong signCalls = new AtomicLong();
  private final AtomicLong signed = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;
  private volatile TokenState state = new TokenState(true, "logged in");

  public FakeToken(String name) {
    this(name, 2, Clock.systemUTC());
  }

  public FakeToken(String name, int lanes, Clock clock) {
    this.name = name;
    this.clock = clock;
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
  public TokenState state() {
    return state;
  }

  @Override
  public CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    return submit(task.deadline(), () -> signNow(task));
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task) {
    return submit(task.deadline(), () -> generateNow(task));
  }

  @Override
  public CompletableFuture<TokenResult<List<TokenKey>>> keys() {
    return submit(
        Instant.MAX,
        () -> {
          List<TokenKey> all = new ArrayList<>();
          keys.values().forEach(entry -> all.add(entry.key()));
          return new TokenResult.Done<>(List.copyOf(all));
        });
  }

  @Override
  public TokenCounters counters() {
    return new TokenCounters(signCalls.get(), signed.get(), 1, expired.get());
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
    Optional<Entry> entry = Optional.ofNullable(keys.get(task.key()));
    if (entry.isEmpty()) {
      return refused(
          ErrorClass.CALLER,
          Ckr.KEY_HANDLE_INVALID,
          "token " + name + " has no private key with CKA_ID " + task.key());
    }
    if (!Schemes.fits(task.scheme(), entry.get().key().spec())) {
      return refused(
          ErrorClass.CALLER,
          Ckr.KEY_TYPE_INCONSISTENT,
          task.scheme() + " does not fit a key of " + entry.get().key().spec());
    }
    pause();
    signCalls.incrementAndGet();
    try {
      Signature signature = JcaSignatures.of(task.scheme());
      signature.initSign(entry.get().pair().getPrivate());
      signature.update(task.content().duplicate());
      byte[] bytes = signature.sign();
      signed.incrementAndGet();
      return new TokenResult.Done<>(TokenSignature.wrap(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TokenResult<TokenKey> generateNow(GenerateTask task) {
    KeyPair pair = newPair(task.spec());
    TokenKey key = new TokenKey(task.key(), task.label(), task.spec(), pair.getPublic());
    if (keys.putIfAbsent(task.key(), new Entry(key, pair)) != null) {
      return refused(
          ErrorClass.CALLER, 0, "token " + name + " already has a key with CKA_ID " + task.key());
    }
    return new TokenResult.Done<>(key);
  }

  private static KeyPair newPair(KeySpec spec) {
    try {
      KeyPairGenerator generator;
      switch (spec) {
        case EC_P256, EC_P384 -> {
          generator = KeyPairGenerator.getInstance("EC");
          String curve = spec == KeySpec.EC_P256 ? "secp256r1" : "secp384r1";
          generator.initialize(new ECGenParameterSpec(curve));
        }
        case ED25519 -> generator = KeyPairGenerator.getInstance("Ed25519");
        default -> {
          generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(Integer.parseInt(spec.name().substring("RSA_".length())));
        }
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
