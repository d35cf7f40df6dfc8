package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.hsm.token.KeyId;
import java.time.Instant;
import java.util.Objects;

/**
 * A key of the registry as the worker knows it. Immutable.
 *
 * @param info what others may know of it
 * @param ckaId CKA_ID of its private part in every token that holds it
 * @param enabled whether it may sign
 * @param createdAt when it was made
 */
public record RegisteredKey(KeyInfo info, KeyId ckaId, boolean enabled, Instant createdAt) {
  public RegisteredKey {
    Objects.requireNonNull(info, "info");
    Objects.requireNonNull(ckaId, "ckaId");
    Objects.requireNonNull(createdAt, "createdAt");
  }
}
