package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey.State;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.hallmark.hsm.token.KeyId;
import java.util.Optional;

/**
 * Keys that the workers themselves depend on: those that sign heads of audit chains, for as long as
 * anybody verifies what they signed, and wrapping keys until they are retired. Commands about
 * ordinary keys neither stop, change nor destroy them. Safe for concurrent use.
 */
record ReservedKeys(WrappingKeyRegistry wrappingKeys) {
  /**
   * Why a command leaves this key alone; empty where it is an ordinary one.
   *
   * @param key what the registry knows of it, if anything
   */
  Optional<Refusal> judge(KeyName name, Optional<RegisteredKey> key) {
    if (name.tenant().equals(AuditKey.TENANT)
        || key.map(k -> k.info().category() == KeyCategory.AUDIT).orElse(false)) {
      return refuse(
          "key %s signs the heads of worker %s's audit chain, and what it signed is verified by it"
                  .formatted(name, name.alias())
              + " for as long as the trail is kept; to have another key sign from now on, start the"
              + " worker under another --instance");
    }
    return key.flatMap(k -> wrapping(k.ckaId()))
        .flatMap(
            wrapping ->
                refuse(
                    "key %s is wrapping key %d of tenant %s, which is in use; rotate it (crypto keys wrapping"
                            .formatted(name, wrapping.generation(), wrapping.tenant())
                        + " rotate) and retire it when it wraps no keys any more"));
  }

  /** The wrapping key in use that a token knows by {@code id}. */
  private Optional<TenantWrappingKey> wrapping(KeyId id) {
    return wrappingKeys.all(Optional.empty()).stream()
        .filter(key -> key.state() != State.RETIRED && key.id().equals(id))
        .findFirst();
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Reason.RESERVED, detail));
  }
}
