package io.hallmark.crypto.cli.audit;

import java.nio.ByteBuffer;

/**
 * A record of crypto.audit, as it stands there.
 *
 * @param timestamp the broker's, milliseconds since the epoch
 */
record AuditRecord(long offset, long timestamp, String key, ByteBuffer value) {
  byte[] bytes() {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
