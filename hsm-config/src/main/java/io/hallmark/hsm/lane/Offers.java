package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.CryptokiException;

/**
 * What the token offers, asked once for each time that it was found: firmware changes only while it
 * is away. Safe for concurrent use.
 */
final class Offers {
  private final Connection connection;
  private volatile Known known;

  private record Known(long epoch, Offer offer) {}

  Offers(Connection connection) {
    this.connection = connection;
  }

  /** Called inside. */
  Offer current() throws CryptokiException {
    Known now = known;
    long epoch = connection.epoch();
    if (now == null || now.epoch() != epoch) {
      now = new Known(epoch, Offer.read(connection.cryptoki(), connection.info().slotId()));
      known = now;
    }
    return now.offer();
  }
}
