package io.hallmark.messaging.rpc;

import java.time.Duration;

/** What became of a request over the bus. */
public sealed interface RpcOutcome {
  <R> R fold(Cases<R> cases);

  /** One answer for each case; a new case breaks every caller at compile time. */
  interface Cases<R> {
    R done(Body reply);

    /** Asking again will not help. */
    R refused(int code, String detail);

    /** Asking again after {@code retryAfter} may help. */
    R unavailable(int code, Duration retryAfter);
  }

  /** The server did it; {@code reply} is its encoded answer. */
  record Done(Body reply) implements RpcOutcome {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.done(reply);
    }
  }

  /** The server will not do it, now or later. */
  record Refused(int code, String detail) implements RpcOutcome {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.refused(code, detail);
    }
  }

  /** Nobody could do it before the deadline, or the server is too busy. */
  record Unavailable(int code, Duration retryAfter) implements RpcOutcome {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.unavailable(code, retryAfter);
    }
  }
}
