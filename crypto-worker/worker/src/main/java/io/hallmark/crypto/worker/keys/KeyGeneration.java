package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyHistory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyLife;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.NewKey;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out {@code GenerateKey}. */
final class KeyGeneration {
  private final KeyRegistry registry;
  private final KeyMaker maker;
  private final Clock clock;

  KeyGeneration(KeyRegistry registry, KeyMaker maker, Clock clock) {
    this.registry = registry;
    this.maker = maker;
    this.clock = clock;
  }

  CryptoResult<KeyReply> generate(GenerateKey command, Instant deadline)
      throws InterruptedException {
    NewKey key = key(command);
    if (key.category() == KeyCategory.AUDIT || key.name().tenant().equals(AuditKey.TENANT)) {
      throw new IllegalArgumentException("workers make their audit keys themselves");
    }
    Optional<RegisteredKey> existing = registry.find(key.name());
    if (existing.isPresent()) {
      return sameOrConflict(existing.get(), key).map(Commands::reply);
    }
    KeyPolicy policy = PolicyCommands.policy(command.getPolicy(), key.category(), key.spec());
    CryptoResult<Material> made = maker.make(key, 1, deadline);
    return made instanceof CryptoResult.Done<Material> done
        ? registry.put(registered(key, done.value(), policy), deadline).map(Commands::reply)
        : made.map(never -> null);
  }

  private static NewKey key(GenerateKey command) {
    return new NewKey(
        new KeyName(command.getTenant(), command.getAlias()),
        CryptoWire.category(command.getCategory())
            .orElseThrow(() -> Commands.unknown("key category")),
        CryptoWire.spec(command.getSpec()).orElseThrow(() -> Commands.unknown("key spec")),
        CryptoWire.purpose(command.getPurpose()).orElseThrow(() -> Commands.unknown("key purpose")),
        CryptoWire.storage(command.getStorage())
            .orElseThrow(() -> Commands.unknown("key storage")));
  }

  private RegisteredKey registered(NewKey key, Material made, KeyPolicy policy) {
    KeyInfo info =
        new KeyInfo(
            key.name(),
            key.category(),
            key.spec(),
            made.publicKey(),
            List.of(made.token()),
            key.purpose(),
            key.storage(),
            KeyLife.begun(Instant.ofEpochMilli(clock.millis())),
            List.of(),
            KeyHistory.FIRST);
    return new RegisteredKey(info, made.id(), made.blob(), List.of(), Optional.of(policy), 0);
  }

  private static CryptoResult<RegisteredKey> sameOrConflict(RegisteredKey existing, NewKey asked) {
    KeyInfo info = existing.info();
    NewKey held =
        new NewKey(info.name(), info.category(), info.spec(), info.purpose(), info.storage());
    return held.equals(asked)
        ? new CryptoResult.Done<>(existing)
        : Commands.refused(
            Reason.CONFLICT,
            "key %s exists as %s of category %s, to %s, %s"
                .formatted(
                    info.name(),
                    info.spec(),
                    info.category(),
                    info.purpose(),
                    info.storage().id()));
  }
}
