package io.hallmark.crypto.worker.policy;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import java.time.Instant;

/** What stands before every administrative command. Safe for concurrent use. */
public interface CommandGate {
  /** Lets every command pass: for tests of what comes behind a gate. */
  CommandGate OPEN = (command, deadline) -> new CryptoResult.Done<>(true);

  /**
   * Done where {@code command} may be carried out now. Its approvals are then used up, whatever
   * becomes of it. Waits for the bus, until {@code deadline} at most.
   *
   * @throws IllegalArgumentException where an approval is malformed
   */
  CryptoResult<Boolean> pass(KeyCommand command, Instant deadline) throws InterruptedException;
}
