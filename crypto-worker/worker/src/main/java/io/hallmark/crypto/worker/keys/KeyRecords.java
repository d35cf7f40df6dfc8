package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Between the registry's values and the records of {@code crypto.keys}. */
final class KeyRecords {
  private KeyRecords() {}

  /**
   * The record's key.
   *
   * @throws IllegalArgumentException where the record can't be used
   */
  static RegisteredKey toKey(KeyRecord wire) {
    byte[] ckaId = new byte[wire.getCkaId().remaining()];
    wire.getCkaId().duplicate().get(ckaId);
    return new RegisteredKey(
        CryptoWire.keyInfo(wire),
        KeyId.of(ckaId),
        wire.getState() == WireKeyState.ENABLED,
        Instant.ofEpochMilli(wire.getCreatedAt()));
  }

  static KeyRecord toWire(RegisteredKey key) {
    KeyInfo info = key.info();
    return new KeyRecord(
        info.name().tenant(),
        info.name().alias(),
        CryptoWire.wire(info.category()),
        CryptoWire.wire(info.spec()),
        ByteBuffer.wrap(info.publicKey().getEncoded()),
        ByteBuffer.wrap(key.ckaId().toByteArray()),
        info.tokens(),
        key.enabled() ? WireKeyState.ENABLED : WireKeyState.DISABLED,
        key.createdAt().toEpochMilli());
  }
}
