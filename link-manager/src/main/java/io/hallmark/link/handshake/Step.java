package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * What became of a message from the peer. After a failure the handshake is over and its secrets are
 * wiped.
 */
public sealed interface Step<T> {
  <R> R fold(Function<T, R> proceed, Function<HandshakeFailure, R> failed);

  static <T> Step<T> proceed(T next) {
    return new Proceed<>(next);
  }

  static <T> Step<T> failed(HandshakeFailure reason) {
    return new Failed<>(reason);
  }

  record Proceed<T>(T next) implements Step<T> {
    public Proceed {
      requireNonNull(next, "next");
    }

    @Override
    public <R> R fold(Function<T, R> proceed, Function<HandshakeFailure, R> failed) {
      return proceed.apply(next);
    }
  }

  record Failed<T>(HandshakeFailure reason) implements Step<T> {
    public Failed {
      requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(Function<T, R> proceed, Function<HandshakeFailure, R> failed) {
      return failed.apply(reason);
    }
  }
}
