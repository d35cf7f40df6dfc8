package io.hallmark.crypto;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sends commands to {@code crypto.admin} and reads the replies. Commands for one key go to one
 * partition, so one worker at a time carries them out. Safe for concurrent use.
 */
final class KeyQuestions implements AutoCloseable {
  private final RpcClient rpc;
  private final Codec<KeyCommand> requests = Codec.of(KeyCommand.class);
  private final Codec<KeyReply> replies = Codec.of(KeyReply.class);

  KeyQuestions(RpcClient rpc) {
    this.rpc = rpc;
  }

  /** Asks whoever is in charge of the key; the answer is the key. */
  CompletableFuture<CryptoResult<KeyInfo>> aboutKey(
      KeyName name, Object command, Instant deadline) {
    return keyed(name.toString(), command, deadline, KeyQuestions::keyInfo);
  }

  /** The same for a command that operators approved. */
  CompletableFuture<CryptoResult<KeyInfo>> aboutKey(
      KeyName name, Object command, List<Approval> approvals, Instant deadline) {
    return keyed(name.toString(), command, approvals, deadline, KeyQuestions::keyInfo);
  }

  /** Asks whoever is in charge of {@code key}. */
  <T> CompletableFuture<CryptoResult<T>> keyed(
      String key, Object command, Instant deadline, Function<KeyReply, T> read) {
    return keyed(key, command, List.of(), deadline, read);
  }

  /** The same for a command that operators approved. */
  <T> CompletableFuture<CryptoResult<T>> keyed(
      String key,
      Object command,
      List<Approval> approvals,
      Instant deadline,
      Function<KeyReply, T> read) {
    return answer(rpc.callKeyed(key, body(command, approvals), deadline), read);
  }

  /** Asks any worker. */
  <T> CompletableFuture<CryptoResult<T>> anywhere(
      Object command, Instant deadline, Function<KeyReply, T> read) {
    return answer(rpc.call(body(command, List.of()), deadline), read);
  }

  boolean isReady() {
    return rpc.isReady();
  }

  @Override
  public void close() {
    rpc.close();
  }

  private <T> CompletableFuture<CryptoResult<T>> answer(
      CompletableFuture<RpcOutcome> call, Function<KeyReply, T> read) {
    return Answers.of(call, reply -> read.apply(replies.decode(reply)));
  }

  private Body body(Object command, List<Approval> approvals) {
    return Body.of(
        requests.encode(
            new KeyCommand(command, approvals.stream().map(ApprovalWire::wire).toList())));
  }

  static KeyInfo keyInfo(KeyReply reply) {
    if (reply.getKey() == null) {
      throw new IllegalArgumentException("it holds no key");
    }
    return KeyWire.keyInfo(reply.getKey());
  }
}
