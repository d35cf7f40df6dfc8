package io.hallmark.crypto.worker.quota;

import io.hallmark.crypto.worker.policy.RegisteredKey;

/** What a use of a key takes of what its key and its tenant may have. Safe for concurrent use. */
@FunctionalInterface
public interface UseQuotas {
  /** Gives every use what it needs: for tests of what comes behind. */
  UseQuotas UNLIMITED = key -> Free.FREE;

  /** What one use needs of its key and its tenant, or why it can't have it. */
  Grant take(RegisteredKey key);

  /** A grant that takes nothing. */
  enum Free implements Grant, Grant.Taken {
    FREE;

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.taken(this);
    }

    @Override
    public void signed() {
      // Nothing was taken.
    }

    @Override
    public void undo() {
      // Nothing was taken.
    }
  }
}
