package io.hallmark.crypto;

import java.time.Instant;
import java.util.Optional;

/**
 * A key's state and dates. Immutable.
 *
 * @param deletionAt when it is destroyed; present in state {@link KeyState#PENDING_DELETION} only
 */
public record KeyLife(KeyState state, Instant createdAt, Optional<Instant> deletionAt) {
  public KeyLife {
    if (deletionAt.isPresent() != (state == KeyState.PENDING_DELETION)) {
      throw new IllegalArgumentException(
          "state %s and deletion date %s do not go together".formatted(state, deletionAt));
    }
  }

  /** Of a key that was just made. */
  public static KeyLife begun(Instant createdAt) {
    return new KeyLife(KeyState.ENABLED, createdAt, Optional.empty());
  }

  /** The same key enabled or disabled. */
  public KeyLife with(KeyState other) {
    return new KeyLife(other, createdAt, Optional.empty());
  }

  /** The same key, to be destroyed then. */
  public KeyLife endingAt(Instant deletion) {
    return new KeyLife(KeyState.PENDING_DELETION, createdAt, Optional.of(deletion));
  }
}
