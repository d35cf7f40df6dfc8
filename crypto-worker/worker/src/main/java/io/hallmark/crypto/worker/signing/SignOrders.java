package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.policy.SignOrder;
import io.hallmark.messaging.rpc.RpcRequest;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.wire.crypto.SignRequest;

/** Parses what comes on a sign topic. Safe for concurrent use. */
final class SignOrders {
  private final Codec<SignRequest> requests = Codec.of(SignRequest.class);

  /**
   * The order in a request.
   *
   * @throws MalformedRecordException where there is none
   * @throws IllegalArgumentException where a part of it can't be right
   */
  SignOrder parse(KeyCategory category, RpcRequest request) {
    SignRequest wire = requests.decode(request.body().toByteArray());
    return new SignOrder(
        request.caller(),
        category,
        new KeyName(wire.getTenant(), wire.getAlias()),
        scheme(wire),
        wire.getContent(),
        request.deadline());
  }

  private static SignatureScheme scheme(SignRequest wire) {
    return CryptoWire.scheme(wire.getScheme())
        .orElseThrow(
            () -> new IllegalArgumentException("the signature scheme is unknown to this worker"));
  }
}
