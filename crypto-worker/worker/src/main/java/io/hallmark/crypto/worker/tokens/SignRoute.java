package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One request's way through the tokens that hold its key: the one with the fewest in flight, and
 * where that one can't, the next, each at most once and none after the deadline. What a token
 * refuses is not asked of another. Used by one thread after the other.
 */
final class SignRoute {
  private final List<TokenSlot> holders;
  private final SignTask task;
  private final Clock clock;
  private final Set<TokenSlot> asked = new HashSet<>();
  private final CompletableFuture<TokenResult<TokenSignature>> answer = new CompletableFuture<>();

  /**
   * @param holders of the key; where several are equally busy the first is asked
   */
  SignRoute(List<TokenSlot> holders, SignTask task, Clock clock) {
    this.holders = holders;
    this.task = task;
    this.clock = clock;
  }

  /** Asks the first token; empty where none can be used now. */
  Optional<CompletableFuture<TokenResult<TokenSignature>>> begin() {
    Optional<TokenSlot> first = next();
    first.ifPresent(this::ask);
    return first.map(slot -> answer);
  }

  private Optional<TokenSlot> next() {
    return holders.stream()
        .filter(slot -> !asked.contains(slot) && slot.usable().isPresent())
        .min(Comparator.comparingInt(TokenSlot::inFlight));
  }

  private void ask(TokenSlot slot) {
    asked.add(slot);
    CompletableFuture<TokenResult<TokenSignature>> unused =
        slot.sign(task).whenComplete((result, bug) -> answered(slot, result, bug));
  }

  private void answered(TokenSlot by, TokenResult<TokenSignature> result, Throwable bug) {
    if (bug != null) {
      answer.completeExceptionally(bug);
      return;
    }
    Optional<TokenSlot> other = worthAnother(result) ? next() : Optional.empty();
    if (other.isPresent()) {
      by.wentRound();
      ask(other.get());
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
