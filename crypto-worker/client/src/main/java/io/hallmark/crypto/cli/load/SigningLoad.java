package io.hallmark.crypto.cli.load;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open-loop signing load. Requests fall due at a fixed rate whatever becomes of earlier ones,
 * and everything is counted from when a request was due: a worker that stalls for a second is seen
 * in the latency of all requests of that second, not of one. Every signature is verified, on
 * threads of its own, so that verifying delays no request. Used once.
 */
public final class SigningLoad {
  private static final Logger LOG = LoggerFactory.getLogger(SigningLoad.class);

  /**
   * Requests that are not answered or not verified yet. Beyond it the sender waits, and what it
   * then sends late counts from when it was due.
   */
  private static final int OPEN_MAX = 65_536;

  /** How long after the last deadline answers and verifications may still take. */
  private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

  private static final int VERIFIERS_MAX = 4;

  private final LoadPlan plan;
  private final KeyInfo key;
  private final SignatureScheme scheme;
  private final long run = ThreadLocalRandom.current().nextLong();
  private final LoadTally tally = new LoadTally();
  private final Semaphore open = new Semaphore(OPEN_MAX);
  private final AtomicLong lastAnswerNanos = new AtomicLong();
  private final ThreadPoolExecutor verifiers = verifiers();
  private Instant start;
  private long startNanos;

  /** A load of requests for signatures by {@code key}. */
  public SigningLoad(LoadPlan plan, KeyInfo key, SignatureScheme scheme) {
    this.plan = plan;
    this.key = key;
    this.scheme = scheme;
  }

  /** Sends all requests and waits until each is answered or past its deadline. */
  public LoadReport run(SigningClient client) throws InterruptedException {
    start = Instant.now();
    startNanos = System.nanoTime();
    lastAnswerNanos.set(startNanos);
    try {
      for (long number = 0; number < plan.requests(); number++) {
        awaitDue(number);
        open.acquire();
        send(client, number);
      }
      // All are answered and verified when every place is free again; a client that breaks its
      // promise to complete is reported, not waited for.
      Duration settle = plan.deadline().plus(SETTLE_MAX);
      if (!open.tryAcquire(OPEN_MAX, settle.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "{} requests came to no end within {}", OPEN_MAX - open.availablePermits(), settle);
      }
    } finally {
      verifiers.shutdownNow();
    }
    return tally.report(Duration.ofNanos(lastAnswerNanos.get() - startNanos));
  }

  private void awaitDue(long number) throws InterruptedException {
    long due = startNanos + plan.dueAfterNanos(number);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void send(SigningClient client, long number) {
    Instant deadline = start.plusNanos(plan.dueAfterNanos(number)).plus(plan.deadline());
    tally.sent();
    CompletableFuture<CryptoResult<Signature>> answer =
        client.sign(key.name(), scheme, plan.content(run, number), deadline);
    CompletableFuture<?> unused =
        answer.whenComplete(
            (result, fault) -> {
              if (fault != null) {
                open.release();
              } else {
                answered(number, deadline, result);
              }
            });
  }

  private void answered(long number, Instant deadline, CryptoResult<Signature> result) {
    long nowNanos = System.nanoTime();
    lastAnswerNanos.accumulateAndGet(nowNanos, (a, b) -> a - b > 0 ? a : b);
    long latencyNanos = nowNanos - startNanos - plan.dueAfterNanos(number);
    boolean verifying =
        result.fold(new Counting(number, latencyNanos, deadline, result.shortage()));
    if (!verifying) {
      open.release();
    }
  }

  private void verify(long number, long latencyNanos, Signature signature) {
    try {
      if (isRight(plan.content(run, number), signature)) {
        tally.signed(latencyNanos);
      } else {
        tally.wrong();
      }
    } finally {
      open.release();
    }
  }

  private boolean isRight(byte[] content, Signature signature) {
    try {
      return JcaSignatures.verify(key.publicKey(), scheme, content, signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("scheme %s does not fit %s".formatted(scheme, key), e);
    }
  }

  /** The queue is never full: there are no more than {@link #OPEN_MAX} to be verified. */
  private static ThreadPoolExecutor verifiers() {
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = Math.max(1, Math.min(VERIFIERS_MAX, cores - 1));
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(OPEN_MAX),
        SigningLoad::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "load-verifier");
    thread.setDaemon(true);
    return thread;
  }

  /** Counts an answer; true where it is counted later, once verified. */
  private final class Counting implements CryptoResult.Cases<Signature, Boolean> {
    private final long number;
    private final long latencyNanos;
    private final Instant deadline;
    private final Shortage shortage;

    Counting(long number, long latencyNanos, Instant deadline, Shortage shortage) {
      this.number = number;
      this.latencyNanos = latencyNanos;
      this.deadline = deadline;
      this.shortage = shortage;
    }

    @Override
    public Boolean done(Signature signature) {
      verifiers.execute(() -> verify(number, latencyNanos, signature));
      return true;
    }

    @Override
    public Boolean refused(Refusal refusal) {
      tally.refused(refusal);
      return false;
    }

    @Override
    public Boolean unavailable(Duration retryAfter) {
      if (isExpired()) {
        tally.expired();
      } else {
        tally.unavailable(shortage);
      }
      return false;
    }

    /** Where it is not said what was lacking, the clock has to say it. */
    private boolean isExpired() {
      return shortage == Shortage.NO_ANSWER
          || (shortage == Shortage.UNKNOWN
              && System.currentTimeMillis() >= deadline.toEpochMilli());
    }
  }
}
