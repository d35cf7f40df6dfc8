package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.worker.policy.CommandGate;
import io.hallmark.crypto.worker.quota.UseQuotas;

/**
 * What holds commands back. Safe for concurrent use.
 *
 * @param commands stands before each of them
 * @param uses stands, after a key's policy, before those that use a key
 */
public record KeyGates(CommandGate commands, UseQuotas uses) {
  /** Lets all pass: for tests of what comes behind. */
  public static final KeyGates OPEN = new KeyGates(CommandGate.OPEN, UseQuotas.UNLIMITED);
}
