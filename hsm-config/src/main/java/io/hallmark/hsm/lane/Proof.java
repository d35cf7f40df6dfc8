package io.hallmark.hsm.lane;

/** Whether a key's signatures have been seen to be good. Safe for concurrent use. */
interface Proof {
  /** Whether a signature of this very key has been verified. */
  boolean isProven();

  /** One has. */
  void prove();
}
