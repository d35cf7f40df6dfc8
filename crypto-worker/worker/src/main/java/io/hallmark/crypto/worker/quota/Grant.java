package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Shortage;
import java.time.Duration;

/** What became of asking for one signature's part of a quota. */
public interface Grant {
  <R> R fold(Cases<R> cases);

  /** One answer for each case. */
  interface Cases<R> {
    R taken(Taken taken);

    R refused(Refusal refusal);

    R later(Duration retryAfter, Shortage limit);
  }

  /** It may be made. One of the two is called, once. */
  interface Taken {
    /** It was made, or may have been. */
    void signed();

    /** It was not: what it took is free again. */
    void undo();
  }

  /** Asking again will not help. */
  record Refused(Refusal refusal) implements Grant {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.refused(refusal);
    }
  }

  /**
   * Asking again later may help.
   *
   * @param limit which one was reached
   */
  record Later(Duration retryAfter, Shortage limit) implements Grant {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.later(retryAfter, limit);
    }
  }
}
