package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoOutcomes;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks an administration as the bus would. */
record AskedAdministration(KeyAdministration administration) {
  CryptoResult<KeyReply> ask(Object command) throws Exception {
    return ask(command, Instant.now().plusSeconds(30));
  }

  CryptoResult<KeyReply> ask(Object command, Instant deadline) throws Exception {
    KeyCommand whole = KeyCommand.newBuilder().setCommand(command).build();
    Body body = Body.of(Codec.of(KeyCommand.class).encode(whole));
    CompletableFuture<RpcOutcome> outcome = new CompletableFuture<>();
    administration.handle(
        new RpcRequest("crypto.admin", "operator-1", deadline, 1, "", body), outcome::complete);
    return CryptoOutcomes.result(
        outcome.get(30, TimeUnit.SECONDS), reply -> Codec.of(KeyReply.class).decode(reply));
  }

  KeyReply done(Object command) throws Exception {
    CryptoResult<KeyReply> result = ask(command);
    if (result instanceof CryptoResult.Done<KeyReply> done) {
      return done.value();
    }
    throw new AssertionError("expected to be done, but: " + result);
  }

  Reason refused(Object command) throws Exception {
    CryptoResult<KeyReply> result = ask(command);
    if (result instanceof CryptoResult.Refused<KeyReply> refused) {
      return refused.refusal().reason();
    }
    throw new AssertionError("expected a refusal, but: " + result);
  }
}
