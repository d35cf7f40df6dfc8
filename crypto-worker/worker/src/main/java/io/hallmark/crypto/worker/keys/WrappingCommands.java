package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey;
import io.hallmark.crypto.worker.wrapping.TenantWrappingKey.State;
import io.hallmark.crypto.worker.wrapping.WrappingKeyMaker;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.hallmark.messaging.wire.crypto.CreateWrappingKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListWrappingKeys;
import io.hallmark.messaging.wire.crypto.RetireWrappingKey;
import io.hallmark.messaging.wire.crypto.RotateWrappingKey;
import io.hallmark.messaging.wire.crypto.WrappingKeyStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out commands about wrapping keys. */
final class WrappingCommands {
  private final KeyRegistry keys;
  private final WrappingKeyRegistry registry;
  private final WrappingKeyMaker maker;
  private final PrivateParts parts;
  private final TokenWait tokenWait;
  private final Clock clock;
  private final Duration retireWaitMin;

  /**
   * What carries them out.
   *
   * @param retireWaitMin how long a generation outlives the coming of the next
   */
  WrappingCommands(
      KeyRegistry keys,
      WrappingKeyRegistry registry,
      WrappingKeyMaker maker,
      PrivateParts parts,
      Clock clock,
      Duration retireWaitMin) {
    this.retireWaitMin = retireWaitMin;
    this.keys = keys;
    this.registry = registry;
    this.maker = maker;
    this.parts = parts;
    this.tokenWait = new TokenWait(clock);
    this.clock = clock;
  }

  CryptoResult<KeyReply> create(CreateWrappingKey command, Instant deadline)
      throws InterruptedException {
    String tenant = TenantWrappingKey.checkTenant(command.getTenant());
    Optional<TenantWrappingKey> newest = registry.newest(tenant);
    return newest.isPresent()
        ? new CryptoResult.Done<>(reply(List.of(newest.get())))
        : make(tenant, 1, Optional.empty(), deadline);
  }

  CryptoResult<KeyReply> rotate(RotateWrappingKey command, Instant deadline)
      throws InterruptedException {
    String tenant = TenantWrappingKey.checkTenant(command.getTenant());
    TenantWrappingKey newest = registry.newest(tenant).orElse(null);
    if (newest == null) {
      return Commands.refused(
          Reason.UNKNOWN_KEY, "tenant %s has no wrapping key; create one".formatted(tenant));
    }
    if (newest.generation() == command.getFromGeneration() + 1) {
      return new CryptoResult.Done<>(reply(List.of(newest)));
    }
    if (newest.generation() != command.getFromGeneration()) {
      return Commands.refused(
          Reason.CONFLICT,
          "the newest wrapping key of %s is of generation %d, not %d"
              .formatted(tenant, newest.generation(), command.getFromGeneration()));
    }
    // The same token: only it can turn one wrapping into the other without showing the key.
    return make(tenant, newest.generation() + 1, Optional.of(newest.token()), deadline);
  }

  Optional<Refusal> judge(RetireWrappingKey command) {
    String tenant = TenantWrappingKey.checkTenant(command.getTenant());
    TenantWrappingKey key = registry.find(tenant, command.getGeneration()).orElse(null);
    return reasonNotToRetire(tenant, command.getGeneration(), key)
        .map(why -> new Refusal(key == null ? Reason.UNKNOWN_KEY : Reason.CONFLICT, why));
  }

  CryptoResult<KeyReply> retire(RetireWrappingKey command, Instant deadline)
      throws InterruptedException {
    String tenant = TenantWrappingKey.checkTenant(command.getTenant());
    TenantWrappingKey key = registry.find(tenant, command.getGeneration()).orElse(null);
    Optional<Refusal> refusal = judge(command);
    if (refusal.isPresent()) {
      return new CryptoResult.Refused<>(refusal.get());
    }
    if (key.state() == State.RETIRED) {
      return new CryptoResult.Done<>(reply(List.of(key)));
    }
    CryptoResult<TenantWrappingKey> retiring = registry.put(key.in(State.RETIRING), deadline);
    if (!(retiring instanceof CryptoResult.Done)) {
      return retiring.map(never -> null);
    }
    CryptoResult<?> destroyed = parts.destroy(key.id(), List.of(key.token()), deadline);
    return destroyed instanceof CryptoResult.Done
        ? registry.put(key.in(State.RETIRED), deadline).map(gone -> reply(List.of(gone)))
        : destroyed.map(never -> null);
  }

  CryptoResult<KeyReply> list(ListWrappingKeys command, Instant deadline) {
    return new CryptoResult.Done<>(reply(registry.all(Optional.ofNullable(command.getTenant()))));
  }

  private CryptoResult<KeyReply> make(
      String tenant, int generation, Optional<String> token, Instant deadline)
      throws InterruptedException {
    CryptoResult<TenantWrappingKey> made =
        tokenWait.await(
            maker.make(tenant, generation, token, Instant.ofEpochMilli(clock.millis()), deadline),
            deadline);
    return made instanceof CryptoResult.Done<TenantWrappingKey> done
        ? registry.put(done.value(), deadline).map(key -> reply(List.of(key)))
        : made.map(never -> null);
  }

  private Optional<String> reasonNotToRetire(String tenant, int generation, TenantWrappingKey key) {
    if (key == null) {
      return Optional.of("tenant %s has no wrapping key %d".formatted(tenant, generation));
    }
    TenantWrappingKey newest = registry.newest(tenant).orElse(key);
    if (newest.generation() == generation) {
      return Optional.of(
          "wrapping key %d of %s is the newest; rotate it first".formatted(generation, tenant));
    }
    long inUse = keys.wrapped(tenant).getOrDefault(generation, 0L);
    if (inUse > 0) {
      return Optional.of(
          "wrapping key %d of %s still wraps %d keys; they are wrapped again in the background"
              .formatted(generation, tenant, inUse));
    }
    Instant heardOf = newest.createdAt().plus(retireWaitMin);
    return clock.instant().isBefore(heardOf)
        ? Optional.of(
            "wrapping key %d of %s may be in use by workers that have not heard of %d; wait until %s"
                .formatted(generation, tenant, newest.generation(), heardOf))
        : Optional.empty();
  }

  private KeyReply reply(List<TenantWrappingKey> some) {
    return KeyReply.newBuilder()
        .setWrappingKeys(
            some.stream()
                .map(
                    key ->
                        new WrappingKeyStatus(
                            key.toWire(),
                            keys.wrapped(key.tenant()).getOrDefault(key.generation(), 0L)))
                .toList())
        .build();
  }
}
