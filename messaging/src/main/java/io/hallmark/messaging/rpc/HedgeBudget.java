package io.hallmark.messaging.rpc;

/**
 * How many requests may be sent again: a burst, and after it a tenth of what is asked. When all
 * servers are slow, sending everything twice would make them slower still. Confined to one thread.
 */
final class HedgeBudget {
  private static final double BURST = 1_000;
  private static final double PER_CALL = 0.1;

  private double tokens = BURST;
  private long callsSeen;

  /**
   * @param calls made by the client since its start
   */
  void refill(long calls) {
    tokens = Math.min(BURST, tokens + (calls - callsSeen) * PER_CALL);
    callsSeen = calls;
  }

  boolean take() {
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
