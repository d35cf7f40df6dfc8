package io.hallmark.link.lane;

/**
 * An entry that is not acknowledged.
 *
 * @param bytes encoded size of {@code entry}
 * @param framed whether it was sent before, so that it may have been delivered
 */
record Waiting(LaneEntry entry, int bytes, long expiresAtMillis, boolean framed) {
  Waiting asFramed(LaneEntry as, int encodedBytes) {
    return new Waiting(as, encodedBytes, expiresAtMillis, true);
  }
}
