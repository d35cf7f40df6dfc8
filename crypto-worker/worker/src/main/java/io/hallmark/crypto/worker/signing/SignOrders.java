package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.worker.policy.SignOrder;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.crypto.SignRequest;
import java.nio.ByteBuffer;
import java.util.List;

/** Parses what comes on a sign topic. Safe for concurrent use. */
final class SignOrders {
  private final Codec<SignRequest> requests = Codec.of(SignRequest.class);

  /**
   * What one request asks for.
   *
   * @param each one order, or one for each content of a batch in its order
   * @param batch whether it is a batch, which is answered as one even where it has one content
   */
  record Parsed(List<SignOrder> each, boolean batch) {}

  /**
   * The orders in a request.
   *
   * @throws MalformedRecordException where there is none
   * @throws IllegalArgumentException where a part of it can't be right
   */
  Parsed parse(KeyCategory category, RpcRequest request) {
    SignRequest wire = requests.decode(request.body().toByteArray());
    KeyName key = new KeyName(wire.getTenant(), wire.getAlias());
    SignatureScheme scheme = scheme(wire);
    return new Parsed(
        contents(wire).stream()
            .map(
                content ->
                    new SignOrder(
                        request.caller(),
                        category,
                        key,
                        scheme,
                        content,
                        wire.getDigest(),
                        request.deadline()))
            .toList(),
        !wire.getBatch().isEmpty());
  }

  private static List<ByteBuffer> contents(SignRequest wire) {
    List<ByteBuffer> batch = wire.getBatch();
    if (batch.isEmpty()) {
      return List.of(wire.getContent());
    }
    if (wire.getContent().hasRemaining()) {
      throw new IllegalArgumentException("a request holds one content or a batch, not both");
    }
    SigningClient.checkBatch(batch.size(), batch.stream().mapToLong(ByteBuffer::remaining).sum());
    return batch;
  }

  private static SignatureScheme scheme(SignRequest wire) {
    return CryptoWire.scheme(wire.getScheme())
        .orElseThrow(
            () -> new IllegalArgumentException("the signature scheme is unknown to this worker"));
  }
}
