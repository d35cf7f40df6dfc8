package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyLife;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.config.DurationText;
import io.hallmark.messaging.wire.crypto.CancelDeletion;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import io.hallmark.messaging.wire.crypto.SetKeyState;
import io.hallmark.messaging.wire.crypto.WireKeyState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carries out commands that change a key's state. */
final class LifecycleCommands {
  /** Longer than anybody plans; keeps dates within what can be written. */
  private static final Duration WAIT_MAX = Duration.ofDays(3650);

  private final RegisteredKeys keys;
  private final ReservedKeys reserved;
  private final Clock clock;
  private final Duration deletionWaitMin;

  LifecycleCommands(
      RegisteredKeys keys, ReservedKeys reserved, Clock clock, Duration deletionWaitMin) {
    this.reserved = reserved;
    this.keys = keys;
    this.clock = clock;
    this.deletionWaitMin = deletionWaitMin;
  }

  /** Enabling again what an earlier version disabled is no harm. */
  Optional<Refusal> judge(SetKeyState command) {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    return command.getState() == WireKeyState.ENABLED
        ? Optional.empty()
        : reserved.judge(name, keys.registry().find(name));
  }

  Optional<Refusal> judge(ScheduleDeletion command) {
    checkedWait(command);
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    return reserved.judge(name, keys.registry().find(name)).or(() -> keys.judge(name));
  }

  CryptoResult<KeyReply> set(SetKeyState command, Instant deadline) throws InterruptedException {
    KeyState state =
        CryptoWire.state(command.getState()).orElseThrow(() -> Commands.unknown("key state"));
    if (state == KeyState.PENDING_DELETION) {
      throw new IllegalArgumentException("a deletion is scheduled by a command of its own");
    }
    return keys.change(
            new KeyName(command.getTenant(), command.getAlias()), deadline, key -> set(key, state))
        .map(Commands::reply);
  }

  CryptoResult<KeyReply> schedule(ScheduleDeletion command, Instant deadline)
      throws InterruptedException {
    Duration wait = checkedWait(command);
    return keys.change(
            new KeyName(command.getTenant(), command.getAlias()),
            deadline,
            key -> new CryptoResult.Done<>(ending(key, wait)))
        .map(Commands::reply);
  }

  private Duration checkedWait(ScheduleDeletion command) {
    Duration wait = Duration.ofMillis(command.getWaitMillis());
    if (wait.compareTo(deletionWaitMin) < 0 || wait.compareTo(WAIT_MAX) > 0) {
      throw new IllegalArgumentException(
          "the time until deletion must be %s to %s here, got %s"
              .formatted(
                  DurationText.write(deletionWaitMin),
                  DurationText.write(WAIT_MAX),
                  DurationText.write(wait)));
    }
    return wait;
  }

  CryptoResult<KeyReply> cancel(CancelDeletion command, Instant deadline)
      throws InterruptedException {
    return keys.change(new KeyName(command.getTenant(), command.getAlias()), deadline, this::cancel)
        .map(Commands::reply);
  }

  private static CryptoResult<RegisteredKey> set(RegisteredKey key, KeyState state) {
    KeyLife life = key.info().life();
    if (life.state() == KeyState.PENDING_DELETION) {
      return Commands.refused(
          Reason.CONFLICT,
          "key %s is to be deleted at %s; undo that first"
              .formatted(key.info().name(), life.deletionAt().orElseThrow()));
    }
    return new CryptoResult.Done<>(key.with(key.info().with(life.with(state))));
  }

  private RegisteredKey ending(RegisteredKey key, Duration wait) {
    KeyLife life = key.info().life();
    return life.state() == KeyState.PENDING_DELETION
        ? key
        : key.with(key.info().with(life.endingAt(Instant.ofEpochMilli(clock.millis()).plus(wait))));
  }

  /** Not once its time has come: a token may have destroyed it. */
  private CryptoResult<RegisteredKey> cancel(RegisteredKey key) {
    KeyLife life = key.info().life();
    if (life.deletionAt().map(at -> !clock.instant().isBefore(at)).orElse(false)) {
      return Commands.refused(
          Reason.CONFLICT,
          "key %s is being deleted since %s"
              .formatted(key.info().name(), life.deletionAt().orElseThrow()));
    }
    return new CryptoResult.Done<>(
        life.state() == KeyState.PENDING_DELETION
            ? key.with(key.info().with(life.with(KeyState.DISABLED)))
            : key);
  }
}
