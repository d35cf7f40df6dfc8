package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Instant;
import java.util.Optional;

/** Reads and changes keys of the registry for commands. */
record RegisteredKeys(KeyRegistry registry) {
  /** What a command makes of a key: the key as it shall be, the same one where nothing changes. */
  @FunctionalInterface
  interface Change {
    CryptoResult<RegisteredKey> of(RegisteredKey key);
  }

  CryptoResult<KeyReply> get(GetKey command, Instant deadline) {
    return find(new KeyName(command.getTenant(), command.getAlias())).map(Commands::reply);
  }

  CryptoResult<RegisteredKey> find(KeyName name) {
    return registry
        .find(name)
        .<CryptoResult<RegisteredKey>>map(CryptoResult.Done::new)
        .orElseGet(
            () ->
                Commands.refused(
                    Reason.UNKNOWN_KEY, "key %s is not in the registry".formatted(name)));
  }

  /** Why a command about this key is refused; empty where the registry has it. */
  Optional<Refusal> judge(KeyName name) {
    return find(name) instanceof CryptoResult.Refused<RegisteredKey> refused
        ? Optional.of(refused.refusal())
        : Optional.empty();
  }

  /** Writes what {@code change} makes of the key of this name, and answers with that. */
  CryptoResult<RegisteredKey> change(KeyName name, Instant deadline, Change change)
      throws InterruptedException {
    CryptoResult<RegisteredKey> found = find(name);
    CryptoResult<RegisteredKey> wanted = found.flatMap(change::of);
    return wanted instanceof CryptoResult.Done<RegisteredKey> done && !wanted.equals(found)
        ? registry.put(done.value(), deadline)
        : wanted;
  }
}
