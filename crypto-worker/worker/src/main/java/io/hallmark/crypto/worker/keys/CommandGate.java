package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.Refusal;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which commands of {@code crypto.admin} may be carried out. Judged once for each command,
 * before anything of it is done, on the administration's thread. Safe for concurrent use.
 */
@FunctionalInterface
public interface CommandGate {
  /** Lets every command through: who may write to the topic may do anything. */
  CommandGate OPEN = (caller, command, now) -> Optional.empty();

  /**
   * Why {@code command} is refused; empty where it may be carried out.
   *
   * @param caller instance that asks, as it names itself
   */
  Optional<Refusal> judge(String caller, KeyCommand command, Instant now);
}
