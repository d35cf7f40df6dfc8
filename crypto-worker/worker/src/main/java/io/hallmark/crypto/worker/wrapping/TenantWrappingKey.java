package io.hallmark.crypto.worker.wrapping;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyName;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.messaging.wire.crypto.WireWrappingKeyState;
import io.hallmark.messaging.wire.crypto.WrappingKeyRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * One generation of a tenant's wrapping key. Immutable.
 *
 * @param generation 1 is the first; the newest wraps new keys
 * @param id CKA_ID, which follows from tenant and generation, so that who tries again after a
 *     worker died meets the same one in the token
 * @param token the token that holds it
 */
public record TenantWrappingKey(
    String tenant, int generation, KeyId id, String token, State state, Instant createdAt) {
  private static final int ID_BYTES = 20;

  /** Where it is in its life. */
  public enum State {
    IN_USE,
    /** To be destroyed, perhaps destroyed already. */
    RETIRING,
    RETIRED
  }

  public TenantWrappingKey {
    checkTenant(tenant);
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be 1 or more, got " + generation);
    }
  }

  /**
   * The tenant, if it can be one.
   *
   * @throws IllegalArgumentException where it can't
   */
  public static String checkTenant(String tenant) {
    return new KeyName(tenant, "any").tenant();
  }

  /** The CKA_ID of a generation. */
  public static KeyId id(String tenant, int generation) {
    byte[] text = "wrapping/%s/%d".formatted(tenant, generation).getBytes(StandardCharsets.UTF_8);
    try {
      return KeyId.of(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same key, further on. */
  public TenantWrappingKey in(State other) {
    return new TenantWrappingKey(tenant, generation, id, token, other, createdAt);
  }

  /** As in the key of {@code crypto.wrapping}. */
  String name() {
    return tenant + "/" + generation;
  }

  public WrappingKeyRecord toWire() {
    return new WrappingKeyRecord(
        tenant,
        generation,
        ByteBuffer.wrap(id.toByteArray()),
        token,
        WireWrappingKeyState.valueOf(state.name()),
        createdAt.toEpochMilli());
  }

  /**
   * The record's key.
   *
   * @throws IllegalArgumentException where the record can't be used
   */
  static TenantWrappingKey of(WrappingKeyRecord wire) {
    return new TenantWrappingKey(
        wire.getTenant(),
        wire.getGeneration(),
        KeyId.of(CryptoWire.bytes(wire.getCkaId())),
        wire.getToken(),
        State.valueOf(wire.getState().name()),
        Instant.ofEpochMilli(wire.getCreatedAt()));
  }
}
