package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.TokenResult;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what a token did besides signing. Safe for concurrent use. */
final class Tally {
  final LongAdder unwraps = new LongAdder();
  final LongAdder unwrapHits = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder wraps = new LongAdder();
  final LongAdder generated = new LongAdder();
  final LongAdder derived = new LongAdder();
  final LongAdder randomBytes = new LongAdder();

  /** Counts what was done. */
  static <T> TokenResult<T> counted(LongAdder counter, TokenResult<T> result) {
    if (result instanceof TokenResult.Done) {
      counter.increment();
    }
    return result;
  }
}
