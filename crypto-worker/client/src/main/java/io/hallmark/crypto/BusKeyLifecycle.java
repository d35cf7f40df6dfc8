package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.CancelDeletion;
import io.hallmark.messaging.wire.crypto.SetKeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks over the bus. Safe for concurrent use. */
record BusKeyLifecycle(KeyQuestions questions) implements KeyLifecycle {
  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> set(
      KeyName name, KeyState state, Instant deadline) {
    return questions.aboutKey(
        name, new SetKeyState(name.tenant(), name.alias(), CryptoWire.wire(state)), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> scheduleDeletion(
      KeyName name, Duration wait, List<Approval> approvals, Instant deadline) {
    return questions.aboutKey(name, ApprovedCommands.deletion(name, wait), approvals, deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> cancelDeletion(KeyName name, Instant deadline) {
    return questions.aboutKey(name, new CancelDeletion(name.tenant(), name.alias()), deadline);
  }
}
