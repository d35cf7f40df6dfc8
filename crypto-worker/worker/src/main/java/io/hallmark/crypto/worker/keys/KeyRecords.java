package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import io.hallmark.messaging.wire.crypto.WireContentShape;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the registry's values and the records of {@code crypto.keys}. */
final class KeyRecords {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRecords.class);

  private KeyRecords() {}

  /**
   * The record's key.
   *
   * @throws IllegalArgumentException where the record can't be used
   */
  static RegisteredKey toKey(KeyRecord wire) {
    byte[] ckaId = new byte[wire.getCkaId().remaining()];
    wire.getCkaId().duplicate().get(ckaId);
    KeyInfo info = CryptoWire.keyInfo(wire);
    return new RegisteredKey(
        info,
        KeyId.of(ckaId),
        wire.getState() == WireKeyState.ENABLED,
        Instant.ofEpochMilli(wire.getCreatedAt()),
        policy(wire, info));
  }

  /** Empty where it can't be read: such a key signs nothing, and the others are not lost. */
  private static Optional<KeyPolicy> policy(KeyRecord wire, KeyInfo info) {
    if (wire.getPolicy() == null) {
      return Optional.of(KeyPolicy.ofCategory(info.category(), info.spec()));
    }
    try {
      return Optional.of(PolicyWire.policy(wire.getPolicy()));
    } catch (IllegalArgumentException e) {
      LOG.warn("key {}: it signs nothing, {}", info.name(), e.getMessage());
      return Optional.empty();
    }
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
        key.createdAt().toEpochMilli(),
        policy(key));
  }

  private static KeyPolicyRecord policy(RegisteredKey key) {
    KeyPolicy ofCategory = KeyPolicy.ofCategory(key.info().category(), key.info().spec());
    if (key.policy().isEmpty()) {
      // What can't be read must not turn into the category's wide policy by being written again.
      return KeyPolicyRecord.newBuilder(PolicyWire.wire(ofCategory))
          .setContent(WireContentShape.UNKNOWN)
          .build();
    }
    return key.policy().get().equals(ofCategory) ? null : PolicyWire.wire(key.policy().get());
  }
}
