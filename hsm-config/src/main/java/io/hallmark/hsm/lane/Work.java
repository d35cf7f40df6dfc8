package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * One thing for a lane to do, and the future that its result goes to.
 *
 * @param <S> what a lane works with
 */
public abstract class Work<S> {
  private final String tenant;
  private final Priority priority;
  private final Duration limit;
  private final Instant deadline;

  protected Work(String tenant, Priority priority, Duration limit) {
    this(tenant, priority, limit, Instant.MAX);
  }

  protected Work(String tenant, Priority priority, Duration limit, Instant deadline) {
    this.tenant = tenant;
    this.priority = priority;
    this.limit = limit;
    this.deadline = deadline;
  }

  final String tenant() {
    return tenant;
  }

  final Priority priority() {
    return priority;
  }

  /** After which it counts as hung. */
  final Duration limit() {
    return limit;
  }

  /** After which whoever asked has no more use for it. */
  final Instant deadline() {
    return deadline;
  }

  /** Does it on the calling thread and completes the future; nothing if it is complete already. */
  abstract void perform(S seat);

  /** Completes the future without having been done; nothing if it is complete already. */
  abstract void abandon(TokenFault fault, Duration retryAfter);

  /** Work that is a function of the seat. */
  public static final class Task<S, T> extends Work<S> {
    private final Operation<S, T> operation;
    private final CompletableFuture<TokenResult<T>> future = new CompletableFuture<>();

    public Task(String tenant, Priority priority, Duration limit, Operation<S, T> operation) {
      this(tenant, priority, limit, Instant.MAX, operation);
    }

    public Task(
        String tenant,
        Priority priority,
        Duration limit,
        Instant deadline,
        Operation<S, T> operation) {
      super(tenant, priority, limit, deadline);
      this.operation = operation;
    }

    public CompletableFuture<TokenResult<T>> future() {
      return future;
    }

    @Override
    void perform(S seat) {
      if (future.isDone()) {
        return; // Answered while it waited.
      }
      TokenResult<T> result;
      try {
        result = operation.run(seat);
      } catch (RuntimeException | Error bug) {
        future.completeExceptionally(bug);
        return;
      }
      future.complete(result);
    }

    @Override
    void abandon(TokenFault fault, Duration retryAfter) {
      future.complete(new TokenResult.Unavailable<>(fault, retryAfter));
    }
  }

  /** What a lane does with its seat. */
  @FunctionalInterface
  public interface Operation<S, T> {
    TokenResult<T> run(S seat);
  }
}
