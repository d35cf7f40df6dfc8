package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.SetPolicy;
import java.time.Instant;
import java.util.Optional;

/** Carries out {@code SetPolicy}. */
record PolicyCommands(RegisteredKeys keys, ReservedKeys reserved) {
  Optional<Refusal> judge(SetPolicy command) {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    Optional<RegisteredKey> key = keys.registry().find(name);
    // A policy that the key can't have is found out here too.
    key.ifPresent(k -> with(k, command.getPolicy()));
    return reserved.judge(name, key).or(() -> keys.judge(name));
  }

  CryptoResult<KeyReply> set(SetPolicy command, Instant deadline) throws InterruptedException {
    return keys.change(
            new KeyName(command.getTenant(), command.getAlias()),
            deadline,
            key -> new CryptoResult.Done<>(with(key, command.getPolicy())))
        .map(Commands::reply);
  }

  /**
   * The policy that a command gives.
   *
   * @param wire null for that of the category
   * @throws IllegalArgumentException where the key can't have it
   */
  static KeyPolicy policy(KeyPolicyRecord wire, KeyCategory category, KeySpec spec) {
    return wire == null
        ? KeyPolicy.ofCategory(category, spec)
        : PolicyWire.policy(wire).fitting(category, spec);
  }

  private static RegisteredKey with(RegisteredKey key, KeyPolicyRecord wire) {
    return key.withPolicy(policy(wire, key.info().category(), key.info().spec()));
  }
}
