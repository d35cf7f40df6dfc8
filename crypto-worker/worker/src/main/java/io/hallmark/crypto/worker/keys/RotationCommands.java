package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyHistory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.NewKey;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.policy.RegisteredKey.Leftover;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.RotateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out {@code RotateKey}. */
final class RotationCommands {
  /** Replaced public keys that stay readable; older ones are forgotten. */
  static final int EARLIER_MAX = 16;

  private final RegisteredKeys keys;
  private final KeyRegistry registry;
  private final KeyMaker maker;
  private final Clock clock;

  RotationCommands(RegisteredKeys keys, KeyMaker maker, Clock clock) {
    this.keys = keys;
    this.registry = keys.registry();
    this.maker = maker;
    this.clock = clock;
  }

  CryptoResult<KeyReply> rotate(RotateKey command, Instant deadline) throws InterruptedException {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    CryptoResult<RegisteredKey> found = keys.find(name);
    if (!(found instanceof CryptoResult.Done<RegisteredKey> done)) {
      return found.map(never -> null);
    }
    RegisteredKey key = done.value();
    int version = key.info().history().version();
    if (version == command.getFromVersion() + 1) {
      return new CryptoResult.Done<>(Commands.reply(key));
    }
    Optional<String> reason = reasonNotTo(key, command.getFromVersion());
    return reason.isPresent()
        ? Commands.refused(Reason.CONFLICT, reason.get())
        : rotate(key, version + 1, deadline).map(Commands::reply);
  }

  private CryptoResult<RegisteredKey> rotate(RegisteredKey key, int version, Instant deadline)
      throws InterruptedException {
    KeyInfo info = key.info();
    NewKey same =
        new NewKey(info.name(), info.category(), info.spec(), info.purpose(), info.storage());
    CryptoResult<Material> made = maker.make(same, version, deadline);
    return made instanceof CryptoResult.Done<Material> done
        ? registry.put(rotated(key, version, done.value()), deadline)
        : made.map(never -> null);
  }

  private RegisteredKey rotated(RegisteredKey key, int version, Material made) {
    KeyInfo info = key.info();
    List<KeyHistory.Earlier> earlier = new ArrayList<>();
    earlier.add(
        new KeyHistory.Earlier(
            version - 1, info.publicKey(), Instant.ofEpochMilli(clock.millis())));
    earlier.addAll(info.history().earlier());
    List<Leftover> leftovers = new ArrayList<>();
    if (key.blob().isEmpty()) {
      leftovers.add(new Leftover(version - 1, key.ckaId(), info.tokens()));
    }
    leftovers.addAll(key.leftovers());
    KeyHistory history =
        new KeyHistory(version, earlier.subList(0, Math.min(EARLIER_MAX, earlier.size())));
    return new RegisteredKey(
        info.with(made.publicKey(), List.of(made.token()), history),
        made.id(),
        made.blob(),
        leftovers,
        key.policy(),
        key.revision());
  }

  private static Optional<String> reasonNotTo(RegisteredKey key, int fromVersion) {
    KeyInfo info = key.info();
    if (info.category() != KeyCategory.APPLICATION) {
      return Optional.of(
          "key %s is of category %s: certificates or memberships name its public key; make a key of another name"
              .formatted(info.name(), info.category()));
    }
    if (info.life().state() == KeyState.PENDING_DELETION) {
      return Optional.of("key %s is to be deleted".formatted(info.name()));
    }
    if (info.history().version() != fromVersion) {
      return Optional.of(
          "key %s is of version %d, not %d"
              .formatted(info.name(), info.history().version(), fromVersion));
    }
    return key.leftovers().size() >= EARLIER_MAX
        ? Optional.of(
            "key %s has %d replaced private parts that no token has destroyed yet"
                .formatted(info.name(), EARLIER_MAX))
        : Optional.empty();
  }
}
