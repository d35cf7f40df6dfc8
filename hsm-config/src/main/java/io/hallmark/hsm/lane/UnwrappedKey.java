package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.WrappedKey;

/** A wrapped key's session object. */
final class UnwrappedKey implements Proof {
  final WrappedKey wrapped;
  final KeyEntry entry;
  final long holderNumber;
  int users; // guarded by the lock of UnwrapCache
  boolean evicted; // guarded by the lock of UnwrapCache
  private volatile boolean proven;

  /**
   * @param holderNumber {@link Holder#number()} when it was unwrapped
   */
  UnwrappedKey(WrappedKey wrapped, KeyEntry entry, long holderNumber) {
    this.wrapped = wrapped;
    this.entry = entry;
    this.holderNumber = holderNumber;
  }

  @Override
  public boolean isProven() {
    return proven;
  }

  @Override
  public void prove() {
    proven = true;
  }
}
