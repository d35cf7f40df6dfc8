package io.hallmark.crypto.worker.signing;

/**
 * When a request's turn at a token came, in {@link System#nanoTime()}.
 *
 * @param offeredNanos it was taken on
 * @param begunNanos it was handed to a token
 */
record Turn(long offeredNanos, long begunNanos) {
  long waitedNanos() {
    return begunNanos - offeredNanos;
  }
}
