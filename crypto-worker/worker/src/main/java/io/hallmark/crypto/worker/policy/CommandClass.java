package io.hallmark.crypto.worker.policy;

import java.util.Map;
import java.util.Optional;

/** Kinds of commands that are dangerous: they need operators' approvals. */
public enum CommandClass {
  /** Replaces a key's policy. */
  POLICY,
  /** Has a key deleted. */
  DELETE,
  /** Gives up a wrapping key, and with it every key that is still wrapped by it. */
  RETIRE;

  private static final Map<String, CommandClass> COMMANDS =
      Map.of(
          "SetPolicy", POLICY,
          "ScheduleDeletion", DELETE,
          "RetireWrappingKey", RETIRE);

  /** The class of a command of this name; empty: it needs no approval. */
  public static Optional<CommandClass> of(String command) {
    return Optional.ofNullable(COMMANDS.get(command));
  }

  /** As in the configuration. */
  public String id() {
    return switch (this) {
      case POLICY -> "policy";
      case DELETE -> "delete";
      case RETIRE -> "retire";
    };
  }
}
