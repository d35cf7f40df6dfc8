package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.quota.UseQuotas;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.WrappingKeyMaker;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.hallmark.messaging.wire.crypto.AttachCertificates;
import io.hallmark.messaging.wire.crypto.CancelDeletion;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.CreateWrappingKey;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import io.hallmark.messaging.wire.crypto.ListTokens;
import io.hallmark.messaging.wire.crypto.ListWrappingKeys;
import io.hallmark.messaging.wire.crypto.RandomBytes;
import io.hallmark.messaging.wire.crypto.RetireWrappingKey;
import io.hallmark.messaging.wire.crypto.RotateKey;
import io.hallmark.messaging.wire.crypto.RotateWrappingKey;
import io.hallmark.messaging.wire.crypto.ScheduleDeletion;
import io.hallmark.messaging.wire.crypto.SetKeyState;
import io.hallmark.messaging.wire.crypto.SetPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Carries out the commands of {@code crypto.admin}, one at a time. Waits for tokens and bus, so it
 * belongs on a thread of its own.
 */
final class KeyCommands {
  private final Commands commands;
  private final Clock clock;

  KeyCommands(
      KeyRegistry registry,
      WrappingKeyRegistry wrappingKeys,
      TokenPool tokens,
      Clock clock,
      KeySettings settings,
      UseQuotas quotas) {
    this.clock = clock;
    RegisteredKeys keys = new RegisteredKeys(registry);
    PermittedUses uses = new PermittedUses(quotas, clock);
    Certification certification = new Certification(keys, uses, tokens, clock);
    ReservedKeys reserved = new ReservedKeys(wrappingKeys);
    LifecycleCommands lifecycle =
        new LifecycleCommands(keys, reserved, clock, settings.deletionWaitMin());
    PolicyCommands policies = new PolicyCommands(keys, reserved);
    KeyMaker maker = new KeyMaker(tokens, wrappingKeys::newest, clock);
    WrappingCommands wrapping =
        new WrappingCommands(
            registry,
            wrappingKeys,
            new WrappingKeyMaker(tokens),
            new PrivateParts(tokens, clock),
            clock,
            settings.retireWaitMin());
    SecretCommands secrets = new SecretCommands(keys, uses, tokens, clock);
    this.commands =
        new Commands()
            .on(GenerateKey.class, new KeyGeneration(registry, maker, clock)::generate)
            .on(GetKey.class, keys::get)
            .onUse(CertificationRequest.class, certification::certify)
            .on(ListKeys.class, new KeyListing(registry)::page)
            .on(SetPolicy.class, policies::set)
            .on(SetKeyState.class, lifecycle::set)
            .on(ScheduleDeletion.class, lifecycle::schedule)
            .on(CancelDeletion.class, lifecycle::cancel)
            .on(AttachCertificates.class, new CertificateCommands(keys)::attach)
            .on(RotateKey.class, new RotationCommands(keys, maker, clock)::rotate)
            .on(CreateWrappingKey.class, wrapping::create)
            .on(RotateWrappingKey.class, wrapping::rotate)
            .on(RetireWrappingKey.class, wrapping::retire)
            .on(ListWrappingKeys.class, wrapping::list)
            .onUse(DeriveSecret.class, secrets::derive)
            .on(RandomBytes.class, secrets::random)
            .on(ListTokens.class, new TokenCommands(tokens, clock)::list)
            .check(SetPolicy.class, policies::judge)
            .check(SetKeyState.class, lifecycle::judge)
            .check(ScheduleDeletion.class, lifecycle::judge)
            .check(RetireWrappingKey.class, wrapping::judge);
  }

  /**
   * Why a command would be refused as things are, whoever approved it: such a one must not use
   * approvals up.
   *
   * @throws IllegalArgumentException where the command can't be right
   */
  Optional<Refusal> judge(Object command) {
    return commands.judge(command);
  }

  /**
   * Carries out one command.
   *
   * @param command a record of the union in {@code KeyCommand}
   * @param caller who gave it, as it names itself
   * @throws IllegalArgumentException where the command can't be right
   */
  CryptoResult<KeyReply> carryOut(Object command, String caller, Instant deadline)
      throws InterruptedException {
    return clock.instant().isBefore(deadline)
        ? commands.carryOut(command, caller, deadline)
        : Commands.refused(Reason.EXPIRED, "the deadline passed before the command was begun");
  }
}
