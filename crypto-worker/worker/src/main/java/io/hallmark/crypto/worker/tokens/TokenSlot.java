package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
import io.hallmark.hsm.token.TokenVitals;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One token of the HSM file: open, or not yet and why. Opening is confined to one thread;
 * everything else is safe for concurrent use.
 */
final class TokenSlot {
  private static final Logger LOG = LoggerFactory.getLogger(TokenSlot.class);

  private static final TokenCounters NOTHING_YET =
      new TokenCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final String name;
  private final Opening opening;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final LongAdder wentRound = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final LongAdder hedgesWon = new LongAdder();
  private final HedgeDelay hedgeDelay = new HedgeDelay();
  private volatile Optional<Token> token = Optional.empty();
  private volatile String fault = "not opened yet";
  private volatile boolean mayRecover = true;

  TokenSlot(String name, TokenOpener opener) {
    this.name = name;
    this.opening = new Opening(name, opener);
  }

  String name() {
    return name;
  }

  /**
   * Opens the token, or goes on doing so where that has not come back yet.
   *
   * @param patience how long it is waited for
   * @throws TokenOpenException where someone must act first, so that trying again is no use: a
   *     wrong PIN tried again locks the token
   */
  void open(Duration patience) throws TokenOpenException {
    try {
      token = opening.await(patience);
      if (token.isPresent()) {
        LOG.info("token {}: open", name);
      } else {
        note("opening it has not come back yet; it is waited for, and other tokens are used");
      }
    } catch (TokenOpenException e) {
      note(e.getMessage());
      mayRecover = e.mayRecover();
      if (!e.mayRecover()) {
        throw e;
      }
    }
  }

  /** Tries again to open a token that may have come back. */
  void reopen(Duration patience) {
    if (token.isPresent() || !mayRecover) {
      return;
    }
    try {
      open(patience);
    } catch (TokenOpenException e) {
      LOG.error("token {}: not tried again until the worker is restarted", name, e);
    }
  }

  Optional<Token> usable() {
    return token.filter(t -> t.state().usable());
  }

  boolean isUsable() {
    return state().usable();
  }

  TokenState state() {
    return token.map(Token::state).orElseGet(() -> new TokenState(false, fault));
  }

  int inFlight() {
    return inFlight.get();
  }

  /** A request that this token could not answer was asked of another. */
  void wentRound() {
    wentRound.increment();
  }

  long timesWentRound() {
    return wentRound.sum();
  }

  long logins() {
    return token.map(t -> t.counters().logins()).orElse(0L);
  }

  long signCalls() {
    return token.map(t -> t.counters().signCalls()).orElse(0L);
  }

  TokenVitals vitals() {
    return token.map(Token::vitals).orElse(TokenVitals.NONE);
  }

  TokenCounters counters() {
    return token.map(Token::counters).orElse(NOTHING_YET);
  }

  CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    inFlight.incrementAndGet();
    long begunNanos = System.nanoTime();
    return token
        .orElseThrow()
        .sign(task)
        .whenComplete(
            (result, bug) -> {
              inFlight.decrementAndGet();
              if (result instanceof TokenResult.Done) {
                hedgeDelay.observe(System.nanoTime() - begunNanos);
              }
            });
  }

  /** After which time without an answer another token is asked as well. */
  long hedgeDelayNanos() {
    return hedgeDelay.nanos(token.map(Token::callLimit).orElse(Duration.ZERO));
  }

  /** Whether a signature would begin at once. */
  boolean hasFreeLane() {
    return token.filter(t -> inFlight.get() < t.lanes()).isPresent();
  }

  /** A request was asked of another token as well, since this one did not answer. */
  void hedged() {
    hedges.increment();
  }

  /** The other one answered first. */
  void hedgeWon() {
    hedgesWon.increment();
  }

  long timesHedged() {
    return hedges.sum();
  }

  long timesHedgeWon() {
    return hedgesWon.sum();
  }

  void close() {
    opening.giveUp();
    token.ifPresent(Token::close);
  }

  private void note(String why) {
    if (!why.equals(fault)) {
      LOG.warn("token {}: {}", name, why);
    }
    fault = why;
  }
}
