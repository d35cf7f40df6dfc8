package io.hallmark.crypto;

import io.hallmark.messaging.wire.crypto.CreateWrappingKey;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListWrappingKeys;
import io.hallmark.messaging.wire.crypto.RotateWrappingKey;
import io.hallmark.messaging.wire.crypto.WrappingKeyRecord;
import io.hallmark.messaging.wire.crypto.WrappingKeyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks over the bus; commands about one tenant go to one worker. Safe for concurrent use. */
record BusWrappingKeyClient(KeyQuestions questions) implements WrappingKeyClient {
  @Override
  public CompletableFuture<CryptoResult<WrappingKeyInfo>> create(String tenant, Instant deadline) {
    return about(tenant, new CreateWrappingKey(tenant), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<WrappingKeyInfo>> rotate(
      String tenant, int fromGeneration, Instant deadline) {
    return about(tenant, new RotateWrappingKey(tenant, fromGeneration), deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<WrappingKeyInfo>> retire(
      String tenant, int generation, List<Approval> approvals, Instant deadline) {
    return questions.keyed(
        tenant,
        ApprovedCommands.retirement(tenant, generation),
        approvals,
        deadline,
        BusWrappingKeyClient::one);
  }

  @Override
  public CompletableFuture<CryptoResult<List<WrappingKeyInfo>>> list(
      Optional<String> tenant, Instant deadline) {
    return questions.anywhere(
        new ListWrappingKeys(tenant.orElse(null)), deadline, BusWrappingKeyClient::all);
  }

  private CompletableFuture<CryptoResult<WrappingKeyInfo>> about(
      String tenant, Object command, Instant deadline) {
    return questions.keyed(tenant, command, deadline, BusWrappingKeyClient::one);
  }

  private static WrappingKeyInfo one(KeyReply reply) {
    List<WrappingKeyInfo> all = all(reply);
    if (all.size() != 1) {
      throw new IllegalArgumentException(
          "it holds %d wrapping keys, not one".formatted(all.size()));
    }
    return all.get(0);
  }

  private static List<WrappingKeyInfo> all(KeyReply reply) {
    return reply.getWrappingKeys().stream().map(BusWrappingKeyClient::info).toList();
  }

  private static WrappingKeyInfo info(WrappingKeyStatus status) {
    WrappingKeyRecord key = status.getKey();
    return new WrappingKeyInfo(
        key.getTenant(),
        key.getGeneration(),
        key.getToken(),
        key.getState().name(),
        Instant.ofEpochMilli(key.getCreatedAt()),
        status.getKeys());
  }
}
