package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which handler carries out which command. Filled once, then only read. */
final class Commands {
  /** Carries out commands of one kind. May wait for tokens and bus, until the deadline. */
  @FunctionalInterface
  interface Handler<C> {
    /**
     * What becomes of {@code command}.
     *
     * @throws IllegalArgumentException where the command can't be right
     */
    CryptoResult<KeyReply> carryOut(C command, Instant deadline) throws InterruptedException;
  }

  /** The same for commands that use a key: who asks matters. */
  @FunctionalInterface
  interface UseHandler<C> {
    /**
     * What becomes of {@code command}.
     *
     * @param caller who gave it, as it names itself
     * @throws IllegalArgumentException where the command can't be right
     */
    CryptoResult<KeyReply> carryOut(C command, String caller, Instant deadline)
        throws InterruptedException;
  }

  /** Looks at commands of one kind before they are carried out. */
  @FunctionalInterface
  interface Check<C> {
    /**
     * Why {@code command} would be refused as things are; empty where it may be carried out.
     *
     * @throws IllegalArgumentException where the command can't be right
     */
    Optional<Refusal> judge(C command);
  }

  private final Map<Class<?>, UseHandler<Object>> handlers = new HashMap<>();
  private final Map<Class<?>, Check<Object>> checks = new HashMap<>();

  <C> Commands on(Class<C> kind, Handler<C> handler) {
    return onUse(kind, (command, caller, deadline) -> handler.carryOut(command, deadline));
  }

  <C> Commands onUse(Class<C> kind, UseHandler<C> handler) {
    handlers.put(
        kind,
        (command, caller, deadline) -> handler.carryOut(kind.cast(command), caller, deadline));
    return this;
  }

  /** Has commands of one kind looked at first: for those that use approvals up. */
  <C> Commands check(Class<C> kind, Check<C> check) {
    checks.put(kind, command -> check.judge(kind.cast(command)));
    return this;
  }

  /** Why {@code command} would be refused whoever approved it. */
  Optional<Refusal> judge(Object command) {
    Check<Object> check = command == null ? null : checks.get(command.getClass());
    return check == null ? Optional.empty() : check.judge(command);
  }

  CryptoResult<KeyReply> carryOut(Object command, String caller, Instant deadline)
      throws InterruptedException {
    UseHandler<Object> handler = command == null ? null : handlers.get(command.getClass());
    if (handler == null) {
      throw new IllegalArgumentException("the command is unknown to this worker");
    }
    return handler.carryOut(command, caller, deadline);
  }

  /** A reply that is a key. */
  static KeyReply reply(RegisteredKey key) {
    return KeyReply.newBuilder().setKey(KeyRecords.toReply(key)).build();
  }

  static <T> CryptoResult<T> refused(Reason reason, String detail) {
    return new CryptoResult.Refused<>(new Refusal(reason, detail));
  }

  static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("the %s is unknown to this worker".formatted(what));
  }
}
