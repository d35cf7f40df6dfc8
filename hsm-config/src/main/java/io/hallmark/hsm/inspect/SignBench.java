package io.hallmark.hsm.inspect;

import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * How fast one key of one token signs: threads that each wait for their signature, then ask anew.
 */
public final class SignBench {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONTENT_BYTES = 256;
  private static final int DIGITS = 3;

  private final Token token;
  private final Plan plan;

  /**
   * How long and how hard.
   *
   * @param threads that wait, at least one
   * @param warmUp not measured
   * @param measure for each key and scheme
   */
  public record Plan(int threads, Duration warmUp, Duration measure) {
    public Plan {
      if (threads < 1) {
        throw new IllegalArgumentException("threads must be 1 or more, got " + threads);
      }
      if (measure.isNegative() || measure.isZero()) {
        throw new IllegalArgumentException("time to measure must be above 0 s, got " + measure);
      }
      if (warmUp.isNegative()) {
        throw new IllegalArgumentException("time to warm up must be 0 s or more, got " + warmUp);
      }
    }
  }

  /**
   * The figures of one key and scheme; latencies in microseconds.
   *
   * @param failed answers that were no signature
   */
  public record Figures(
      TokenKey key, SignatureScheme scheme, double perSecond, long failed, Histogram micros) {
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("key", key.id().toString());
      map.put("label", key.label());
      map.put("kind", key.spec().name());
      map.put("scheme", scheme.name());
      map.put("signaturesPerSecond", Math.round(perSecond * 10) / 10.0);
      map.put("signatures", micros.getTotalCount());
      map.put("failed", failed);
      map.put("p50Micros", micros.getValueAtPercentile(50));
      map.put("p99Micros", micros.getValueAtPercentile(99));
      map.put("p999Micros", micros.getValueAtPercentile(99.9));
      map.put("maxMicros", micros.getMaxValue());
      return map;
    }
  }

  public SignBench(Token token, Plan plan) {
    this.token = token;
    this.plan = plan;
  }

  public Figures run(TokenKey key, SignatureScheme scheme) throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      run(key, scheme, plan.warmUp());
    }
    return run(key, scheme, plan.measure());
  }

  private record Share(Histogram micros, long failed) {}

  private Figures run(TokenKey key, SignatureScheme scheme, Duration time)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            plan.threads(), work -> new Thread(work, "bench-" + token.name()));
    try {
      long start = System.nanoTime();
      long end = start + time.toNanos();
      Callable<Share> work = () -> signUntil(end, key, scheme);
      List<Future<Share>> shares = new ArrayList<>();
      for (int i = 0; i < plan.threads(); i++) {
        shares.add(threads.submit(work));
      }
      Histogram all = new Histogram(DIGITS);
      long failed = 0;
      for (Future<Share> share : shares) {
        all.add(share.get().micros());
        failed += share.get().failed();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Figures(key, scheme, all.getTotalCount() / seconds, failed, all);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Share signUntil(long endNanos, TokenKey key, SignatureScheme scheme) {
    Histogram micros = new Histogram(DIGITS);
    ByteBuffer content = ByteBuffer.allocate(CONTENT_BYTES);
    long failed = 0;
    for (long now = System.nanoTime(); now - endNanos < 0; ) {
      SignTask task =
          new SignTask(
              "hsm-bench",
              Priority.APPLICATION,
              key.id(),
              scheme,
              content.duplicate(),
              Instant.now().plus(PATIENCE));
      boolean done = token.signAndWait(task) instanceof TokenResult.Done;
      long then = System.nanoTime();
      if (done) {
        micros.recordValue((then - now) / 1000);
      } else {
        failed++;
      }
      now = then;
    }
    return new Share(micros, failed);
  }
}
