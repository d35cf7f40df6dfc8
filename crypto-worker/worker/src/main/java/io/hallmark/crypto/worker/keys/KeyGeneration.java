package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.KeyStorage;
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
  private final TokenWait tokenWait;
  private final Clock clock;

  KeyGeneration(KeyRegistry registry, KeyMaker maker, Clock clock) {
    this.registry = registry;
    this.maker = maker;
    this.tokenWait = new TokenWait(clock);
    this.clock = clock;
  }

  CryptoResult<KeyReply> generate(GenerateKey command, Instant deadline)
      throws InterruptedException {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    KeyCategory category =
        CryptoWire.category(command.getCategory())
            .orElseThrow(() -> Commands.unknown("key category"));
    if (category == KeyCategory.AUDIT || name.tenant().equals(AuditKey.TENANT)) {
      throw new IllegalArgumentException("workers make their audit keys themselves");
    }
    KeySpec spec =
        CryptoWire.spec(command.getSpec()).orElseThrow(() -> Commands.unknown("key spec"));
    KeyStorage storage =
        CryptoWire.storage(command.getStorage()).orElseThrow(() -> Commands.unknown("storage"));
    Optional<RegisteredKey> existing = registry.find(name);
    if (existing.isPresent()) {
      return sameOrConflict(existing.get(), category, spec, storage).map(Commands::reply);
    }
    KeyPolicy policy = PolicyCommands.policy(command.getPolicy(), category, spec);
    CryptoResult<RegisteredKey> made = make(name, category, spec, storage, deadline);
    return made instanceof CryptoResult.Done<RegisteredKey> done
        ? registry.put(done.value().withPolicy(policy), deadline).map(Commands::reply)
        : made.map(never -> null);
  }

  private CryptoResult<RegisteredKey> make(
      KeyName name, KeyCategory category, KeySpec spec, KeyStorage storage, Instant deadline)
      throws InterruptedException {
    if (storage == KeyStorage.WRAPPED) {
      return Commands.refused(Reason.OTHER, "this worker makes no wrapped keys");
    }
    return tokenWait
        .await(maker.make(name, category, spec, deadline), deadline)
        .map(made -> registered(name, category, spec, made));
  }

  private RegisteredKey registered(KeyName name, KeyCategory category, KeySpec spec, MadeKey made) {
    KeyInfo info =
        KeyInfo.resident(
            name,
            category,
            spec,
            made.key().publicKey(),
            List.of(made.token()),
            Instant.ofEpochMilli(clock.millis()));
    return RegisteredKey.resident(info, made.key().id());
  }

  private static CryptoResult<RegisteredKey> sameOrConflict(
      RegisteredKey existing, KeyCategory category, KeySpec spec, KeyStorage storage) {
    KeyInfo info = existing.info();
    return info.category() == category && info.spec() == spec && info.storage() == storage
        ? new CryptoResult.Done<>(existing)
        : Commands.refused(
            Reason.CONFLICT,
            "key %s exists as %s of category %s, %s"
                .formatted(info.name(), info.spec(), info.category(), info.storage().id()));
  }
}
