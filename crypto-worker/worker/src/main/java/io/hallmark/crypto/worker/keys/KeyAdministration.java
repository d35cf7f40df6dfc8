package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.worker.policy.CommandGate;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.wrapping.WrappingKeyRegistry;
import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcHandler;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests on {@code crypto.admin}. Commands are carried out one at a time on a thread of
 * their own, so that the poll thread never waits and no two commands of a worker race for an alias.
 * Safe for concurrent use.
 */
public final class KeyAdministration implements RpcHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyAdministration.class);
  private static final Duration FULL_RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

  private final KeyCommands commands;
  private final CommandGate gate;
  private final AdministrationJournal journal;
  private final Codec<KeyCommand> requests = Codec.of(KeyCommand.class);
  private final Codec<KeyReply> replies = Codec.of(KeyReply.class);
  private final ThreadPoolExecutor thread;

  /** An administration that keeps its thread until it is closed. */
  public KeyAdministration(
      KeyRegistry registry,
      WrappingKeyRegistry wrappingKeys,
      TokenPool tokens,
      Clock clock,
      KeySettings settings,
      KeyGates gates,
      AdministrationJournal journal) {
    this.commands = new KeyCommands(registry, wrappingKeys, tokens, clock, settings, gates.uses());
    this.gate = gates.commands();
    this.journal = journal;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.commandsWaitingMax()),
            KeyAdministration::thread);
  }

  @Override
  public void handle(RpcRequest request, Responder responder) {
    try {
      thread.execute(() -> respond(request, responder));
    } catch (RejectedExecutionException e) {
      responder.respond(CryptoOutcomes.outcome(new CryptoResult.Unavailable<>(FULL_RETRY_AFTER)));
    }
  }

  /** Finishes the command at hand; those that wait are not begun, and their callers ask again. */
  @Override
  public void close() {
    thread.getQueue().clear();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void respond(RpcRequest request, Responder responder) {
    responder.respond(CryptoOutcomes.outcome(answer(request).map(replies::encode)));
  }

  private CryptoResult<KeyReply> answer(RpcRequest request) {
    KeyCommand command;
    try {
      command = requests.decode(request.body().toByteArray());
    } catch (MalformedRecordException e) {
      return refused(Reason.MALFORMED, e.getMessage());
    }
    CryptoResult<KeyReply> outcome = judgeAndCarryOut(request, command);
    journal.command(request.caller(), command.getCommand(), outcome);
    return outcome;
  }

  private CryptoResult<KeyReply> judgeAndCarryOut(RpcRequest request, KeyCommand command) {
    try {
      Optional<Refusal> hopeless = commands.judge(command.getCommand());
      if (hopeless.isPresent()) {
        return new CryptoResult.Refused<>(hopeless.get());
      }
      CryptoResult<Boolean> passed = gate.pass(command, request.deadline());
      return passed instanceof CryptoResult.Done
          ? commands.carryOut(command.getCommand(), request.caller(), request.deadline())
          : passed.map(never -> null);
    } catch (IllegalArgumentException e) {
      return refused(Reason.MALFORMED, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CryptoResult.Unavailable<>(FULL_RETRY_AFTER);
    } catch (RuntimeException e) {
      LOG.error("a command failed by our own fault", e);
      return refused(Reason.OTHER, "the crypto worker failed; its log says why");
    }
  }

  private static CryptoResult<KeyReply> refused(Reason reason, String detail) {
    return new CryptoResult.Refused<>(new Refusal(reason, detail));
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "key-administration");
    thread.setDaemon(true);
    return thread;
  }
}
