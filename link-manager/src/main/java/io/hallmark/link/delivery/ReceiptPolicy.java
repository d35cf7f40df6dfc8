package io.hallmark.link.delivery;

/** Which receipts are written to {@code p2p.receipts}. */
public enum ReceiptPolicy {
  /** When a message is taken, and what became of it. */
  ALL,
  /** What became of it: delivered, expired or rejected. */
  OUTCOMES,
  /** Only what was not delivered: expired or rejected. */
  FAILURES
}
