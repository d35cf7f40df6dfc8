package io.hallmark.crypto.worker.ledger;

/**
 * A key whose uses are counted.
 *
 * @param createdAtMillis tells it from a key that had its name before
 */
public record UsedKey(String tenant, String alias, long createdAtMillis) {
  @Override
  public String toString() {
    return "%s/%s@%d".formatted(tenant, alias, createdAtMillis);
  }
}
