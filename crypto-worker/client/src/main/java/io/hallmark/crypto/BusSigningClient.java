package io.hallmark.crypto;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks over the bus. Safe for concurrent use. */
final class BusSigningClient implements SigningClient {
  private final RpcClient rpc;
  private final Codec<SignRequest> requests = Codec.of(SignRequest.class);
  private final Codec<SignReply> replies = Codec.of(SignReply.class);

  BusSigningClient(RpcClient rpc) {
    this.rpc = rpc;
  }

  @Override
  public CompletableFuture<CryptoResult<Signature>> sign(
      KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
    if (content.length > CONTENT_BYTES_MAX) {
      return CompletableFuture.completedFuture(tooLong(content.length));
    }
    SignRequest request =
        new SignRequest(
            key.tenant(),
            key.alias(),
            CryptoWire.wire(scheme),
            ByteBuffer.wrap(content),
            List.of());
    Body body = Body.of(requests.encode(request));
    return Answers.of(rpc.call(body, deadline), this::signature);
  }

  @Override
  public boolean isReady() {
    return rpc.isReady();
  }

  @Override
  public void close() {
    rpc.close();
  }

  private Signature signature(byte[] reply) {
    ByteBuffer signature = replies.decode(reply).getSignature();
    byte[] bytes = new byte[signature.remaining()];
    signature.get(bytes);
    return Signature.of(bytes);
  }

  private static CryptoResult<Signature> tooLong(int bytes) {
    return new CryptoResult.Refused<>(
        new Refusal(
            Refusal.Reason.MALFORMED,
            "content of %d bytes, at most %d can be signed".formatted(bytes, CONTENT_BYTES_MAX)));
  }
}
