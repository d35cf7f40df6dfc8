package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One request's way through the tokens that hold its key: the one with the fewest in flight, and
 * where that one can't, the next, each at most once and none after the deadline. What a token
 * refuses is not asked of another. Safe for concurrent use.
 *
 * <p>Where a token has not answered for longer than it usually takes, a second one is asked as
 * well, once in a request's life; the first signature is the answer, another is dropped unseen.
 */
final class SignRoute {
  private final List<TokenSlot> holders;
  private final SignTask task;
  private final Clock clock;
  private final Hedging hedging;
  private final CompletableFuture<TokenResult<TokenSignature>> answer = new CompletableFuture<>();

  /** Guarded by this route, like all that follows; no token is called meanwhile. */
  private final List<TokenSlot> asked = new ArrayList<>(2); // Most often one.

  private int unanswered;
  private TokenSlot latest;
  private TokenSlot hedgedFor; // The token that was late, or null.
  private TokenSlot hedge; // The token asked as well, or null.
  private long askedNanos;

  /**
   * @param holders of the key; where several are equally busy the first is asked
   */
  SignRoute(List<TokenSlot> holders, SignTask task, Clock clock, Hedging hedging) {
    this.holders = holders;
    this.task = task;
    this.clock = clock;
    this.hedging = hedging;
  }

  /** Asks the first token; empty where none can be used now. */
  Optional<CompletableFuture<TokenResult<TokenSignature>>> begin() {
    Optional<TokenSlot> first = take();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (holders.size() > 1) {
      hedging.watch(this);
    }
    ask(first.get());
    return Optional.of(answer);
  }

  /** By a loop, since it runs for each signature, between two of a lane's. */
  private Optional<TokenSlot> next() {
    TokenSlot next = null;
    int least = Integer.MAX_VALUE;
    for (TokenSlot slot : holders) {
      int inFlight = slot.inFlight();
      if (inFlight < least && !asked.contains(slot) && slot.isUsable()) {
        next = slot;
        least = inFlight;
      }
    }
    return Optional.ofNullable(next);
  }

  private synchronized Optional<TokenSlot> take() {
    Optional<TokenSlot> next = next();
    next.ifPresent(this::note);
    return next;
  }

  private void note(TokenSlot slot) {
    asked.add(slot);
    unanswered++;
    latest = slot;
    askedNanos = System.nanoTime();
  }

  private void ask(TokenSlot slot) {
    try {
      CompletableFuture<TokenResult<TokenSignature>> unused =
          slot.sign(task).whenComplete((result, bug) -> answered(slot, result, bug));
    } catch (RuntimeException bug) {
      answered(slot, null, bug);
    }
  }

  /**
   * Asks a second token where the first is late, another has a lane free, and the budget allows.
   */
  void hedgeIfLate(long nowNanos, HedgeBudget budget) {
    takeHedge(nowNanos, budget).ifPresent(this::ask);
  }

  private synchronized Optional<TokenSlot> takeHedge(long nowNanos, HedgeBudget budget) {
    if (hedge != null
        || unanswered != 1
        || answer.isDone()
        || nowNanos - askedNanos < latest.hedgeDelayNanos()
        || !clock.instant().isBefore(task.deadline())) {
      return Optional.empty();
    }
    Optional<TokenSlot> other = next().filter(TokenSlot::hasFreeLane);
    if (other.isEmpty() || !budget.spend()) {
      return Optional.empty();
    }
    hedgedFor = latest;
    hedge = other.get();
    hedgedFor.hedged();
    note(hedge);
    return other;
  }

  private void answered(TokenSlot by, TokenResult<TokenSignature> result, Throwable bug) {
    Optional<TokenSlot> other = Optional.empty();
    synchronized (this) {
      unanswered--;
      if (answer.isDone()) {
        return;
      }
      boolean signed = result instanceof TokenResult.Done;
      if (!signed && unanswered > 0) {
        return; // The other token's answer counts, whatever it will be.
      }
      if (signed && by == hedge) {
        hedgedFor.hedgeWon();
      }
      if (bug == null && worthAnother(result)) {
        other = next();
        other.ifPresent(this::note);
      }
    }
    if (other.isPresent()) {
      by.wentRound();
      ask(other.get());
    } else {
      complete(result, bug);
    }
  }

  private void complete(TokenResult<TokenSignature> result, Throwable bug) {
    hedging.answered(this);
    if (bug != null) {
      answer.completeExceptionally(bug);
    } else {
      answer.complete(result);
    }
  }

  private boolean worthAnother(TokenResult<TokenSignature> result) {
    boolean tokensFault =
        result.fold(
            new TokenResult.Cases<>() {
              @Override
              public Boolean done(TokenSignature value) {
                return false;
              }

              @Override
              public Boolean refused(TokenFault fault) {
                return false;
              }

              @Override
              public Boolean unavailable(TokenFault fault, Duration retryAfter) {
                // A PIN that one token refused may be wrong at all of them: one request must not
                // cost each of them a try.
                return fault.errorClass() != ErrorClass.EXPIRED
                    && fault.errorClass() != ErrorClass.TERMINAL;
              }
            });
    return tokensFault && clock.instant().isBefore(task.deadline());
  }
}
