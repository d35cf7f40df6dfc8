package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The tokens of one HSM file. A key may live in several; a signature is asked of the one with the
 * fewest in flight, around those that can't be used now. A token that is away when the worker
 * starts is tried again until it is there. Safe for concurrent use.
 */
public final class TokenPool implements AutoCloseable {
  private static final Duration REOPEN_EVERY = Duration.ofSeconds(2);

  private final List<TokenSlot> slots;
  private final ScheduledExecutorService reopening =
      Executors.newSingleThreadScheduledExecutor(TokenPool::thread);

  private TokenPool(List<TokenSlot> slots) {
    this.slots = slots;
  }

  /**
   * Tries every token once, and goes on trying those that may come back.
   *
   * @param openers by name of the token, in the order of the HSM file
   * @throws TokenOpenException where a token can't be opened until someone acts, a wrong PIN above
   *     all; what was open is closed again
   */
  public static TokenPool open(Map<String, TokenOpener> openers, MeterRegistry metrics)
      throws TokenOpenException {
    TokenPool pool =
        new TokenPool(
            openers.entrySet().stream().map(e -> new TokenSlot(e.getKey(), e.getValue())).toList());
    try {
      for (TokenSlot slot : pool.slots) {
        slot.open();
      }
    } catch (TokenOpenException | RuntimeException e) {
      pool.close();
      throw e;
    }
    pool.slots.forEach(slot -> measure(slot, metrics));
    pool.keepOpening();
    return pool;
  }

  /** The tokens that can be used now, in the order of the HSM file. */
  public List<Token> usable() {
    return slots.stream().flatMap(slot -> slot.usable().stream()).toList();
  }

  /** Which tokens can't be used and why, in words; empty where at least one can be. */
  public List<String> waitingFor() {
    return usable().isEmpty() ? slots.stream().map(TokenPool::inWords).toList() : List.of();
  }

  /**
   * Signs with one of the tokens called {@code names}; empty where none of them is here and usable.
   */
  public Optional<CompletableFuture<TokenResult<TokenSignature>>> sign(
      Collection<String> names, SignTask task) {
    return slots.stream()
        .filter(slot -> names.contains(slot.name()) && slot.usable().isPresent())
        .min(Comparator.comparingInt(TokenSlot::inFlight))
        .map(slot -> slot.sign(task));
  }

  @Override
  public void close() {
    reopening.shutdown();
    slots.forEach(TokenSlot::close);
  }

  private static String inWords(TokenSlot slot) {
    String prefix = "token " + slot.name() + ": ";
    String reason = slot.state().reason();
    return reason.startsWith(prefix) ? reason : prefix + reason;
  }

  private void keepOpening() {
    var unused =
        reopening.scheduleWithFixedDelay(
            () -> slots.forEach(TokenSlot::reopen),
            REOPEN_EVERY.toMillis(),
            REOPEN_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void measure(TokenSlot slot, MeterRegistry metrics) {
    FunctionCounter.builder("hallmark.token.sign.calls", slot, TokenSlot::signCalls)
        .description("C_Sign calls, whatever came of them")
        .tag("token", slot.name())
        .register(metrics);
    Gauge.builder("hallmark.token.usable", slot, s -> s.state().usable() ? 1 : 0)
        .description("1 while the token takes requests")
        .tag("token", slot.name())
        .register(metrics);
    Gauge.builder("hallmark.token.in.flight", slot, TokenSlot::inFlight)
        .description("signatures asked of the token and not yet answered")
        .tag("token", slot.name())
        .register(metrics);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "token-opener");
    thread.setDaemon(true);
    return thread;
  }
}
