package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The tokens of one HSM file. A key may live in several; a signature is asked of the one with the
 * fewest in flight, around those that can't be used now. A token that is away when the worker
 * starts is tried again until it is there. One that does not answer in its usual time has another
 * asked as well. Safe for concurrent use.
 */
public final class TokenPool implements AutoCloseable {
  private static final Duration REOPEN_EVERY = Duration.ofSeconds(2);

  /** A module that hangs in its first call holds up the worker's start for no longer. */
  private static final Duration OPEN_PATIENCE = Duration.ofSeconds(15);

  private final List<TokenSlot> slots;
  private final Clock clock;
  private final Hedging hedging = new Hedging();
  private final AtomicInteger turn = new AtomicInteger();
  private final ScheduledExecutorService reopening =
      Executors.newSingleThreadScheduledExecutor(TokenPool::thread);

  private TokenPool(List<TokenSlot> slots, Clock clock) {
    this.slots = slots;
    this.clock = clock;
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
    return open(openers, metrics, OPEN_PATIENCE);
  }

  static TokenPool open(
      Map<String, TokenOpener> openers, MeterRegistry metrics, Duration openPatience)
      throws TokenOpenException {
    TokenPool pool =
        new TokenPool(
            openers.entrySet().stream().map(e -> new TokenSlot(e.getKey(), e.getValue())).toList(),
            Clock.systemUTC());
    try {
      for (TokenSlot slot : pool.slots) {
        slot.open(openPatience);
      }
    } catch (TokenOpenException | RuntimeException e) {
      pool.close();
      throw e;
    }
    pool.slots.forEach(slot -> TokenMeters.register(slot, metrics));
    pool.keepOpening();
    if (pool.slots.size() > 1) {
      pool.hedging.start();
    }
    return pool;
  }

  /** The tokens that can be used now, in the order of the HSM file. */
  public List<Token> usable() {
    return slots.stream().flatMap(slot -> slot.usable().stream()).toList();
  }

  /** Operations that the tokens which can be used now carry out at once. */
  public int lanes() {
    return usable().stream().mapToInt(Token::lanes).sum();
  }

  /** Which tokens can't be used and why, in words; empty where at least one can be. */
  public List<String> waitingFor() {
    return usable().isEmpty() ? slots.stream().map(TokenPool::inWords).toList() : List.of();
  }

  /**
   * Signs with one of the tokens called {@code names}, and with another one of them where the first
   * can't and the deadline has not passed; empty where none of them is here and usable.
   */
  public Optional<CompletableFuture<TokenResult<TokenSignature>>> sign(
      Collection<String> names, SignTask task) {
    return new SignRoute(holders(names), task, clock, hedging).begin();
  }

  /** Beginning at another one each time, so that those equally busy take turns. */
  private List<TokenSlot> holders(Collection<String> names) {
    List<TokenSlot> holders = new ArrayList<>(slots.size());
    for (TokenSlot slot : slots) {
      if (names.contains(slot.name())) {
        holders.add(slot);
      }
    }
    if (holders.size() > 1) {
      Collections.rotate(holders, turn.incrementAndGet());
    }
    return holders;
  }

  /** Every token's state in words, by "token NAME", usable or not, in the order of the HSM file. */
  public Map<String, String> states() {
    Map<String, String> states = new LinkedHashMap<>();
    for (TokenSlot slot : slots) {
      TokenState state = slot.state();
      states.put(
          "token " + slot.name(), state.usable() ? state.reason() : "not usable: " + why(slot));
    }
    return states;
  }

  @Override
  public void close() {
    reopening.shutdown();
    hedging.close();
    slots.forEach(TokenSlot::close);
  }

  private static String inWords(TokenSlot slot) {
    return "token " + slot.name() + ": " + why(slot);
  }

  /** Without the token's name, which stands before it anyway. */
  private static String why(TokenSlot slot) {
    String reason = slot.state().reason();
    return Stream.of("token " + slot.name() + ": ", "token-" + slot.name() + ": ")
        .filter(reason::startsWith)
        .findFirst()
        .map(prefix -> reason.substring(prefix.length()))
        .orElse(reason);
  }

  private void keepOpening() {
    var unused =
        reopening.scheduleWithFixedDelay(
            () -> slots.forEach(slot -> slot.reopen(REOPEN_EVERY)),
            REOPEN_EVERY.toMillis(),
            REOPEN_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "token-opener");
    thread.setDaemon(true);
    return thread;
  }
}
