package io.hallmark.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says which keys may be used and for how long there are. Safe for concurrent use. */
public interface KeyLifecycle {
  /**
   * Enables or disables a key. Idempotent.
   *
   * @param state {@link KeyState#ENABLED} or {@link KeyState#DISABLED}
   */
  CompletableFuture<CryptoResult<KeyInfo>> set(KeyName name, KeyState state, Instant deadline);

  /**
   * Stops a key from signing now and has it destroyed after {@code wait}, in every token that holds
   * it. A deletion that is scheduled already keeps its date. By approvals over {@link
   * ApprovedCommands#deletion}, which are used up once the worker has found them all right.
   *
   * @param wait for how long it can be undone; a shorter one than the worker's least is refused
   */
  CompletableFuture<CryptoResult<KeyInfo>> scheduleDeletion(
      KeyName name, Duration wait, List<Approval> approvals, Instant deadline);

  /** Undoes {@link #scheduleDeletion}; the key is then disabled. Idempotent. */
  CompletableFuture<CryptoResult<KeyInfo>> cancelDeletion(KeyName name, Instant deadline);
}
