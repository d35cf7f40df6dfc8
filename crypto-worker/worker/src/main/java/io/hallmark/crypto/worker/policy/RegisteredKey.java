package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.hsm.token.KeyId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of the registry as the worker knows it. Immutable.
 *
 * @param info what others may know of it
 * @param ckaId CKA_ID of its private part in every token that holds it
 * @param enabled whether it may sign
 * @param createdAt when it was made
 * @param policy what it may be used for; empty where this version can't read it, and then nothing
 */
public record RegisteredKey(
    KeyInfo info, KeyId ckaId, boolean enabled, Instant createdAt, Optional<KeyPolicy> policy) {
  public RegisteredKey {
    Objects.requireNonNull(info, "info");
    Objects.requireNonNull(ckaId, "ckaId");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(policy, "policy");
  }

  /** With the policy of its category. */
  public RegisteredKey(KeyInfo info, KeyId ckaId, boolean enabled, Instant createdAt) {
    this(
        info,
        ckaId,
        enabled,
        createdAt,
        Optional.of(KeyPolicy.ofCategory(info.category(), info.spec())));
  }

  public RegisteredKey withPolicy(KeyPolicy another) {
    return new RegisteredKey(info, ckaId, enabled, createdAt, Optional.of(another));
  }
}
