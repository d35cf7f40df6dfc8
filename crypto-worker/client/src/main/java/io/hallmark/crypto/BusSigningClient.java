package io.hallmark.crypto;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.SignOutcome;
import io.hallmark.messaging.wire.crypto.SignReply;
import io.hallmark.messaging.wire.crypto.SignRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
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
    return signOne(key, scheme, content, false, deadline);
  }

  @Override
  public CompletableFuture<CryptoResult<Signature>> signDigest(
      KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
    return scheme.fitsDigestOf(digest.length)
        ? signOne(key, scheme, digest, true, deadline)
        : CompletableFuture.completedFuture(
            malformed("%d bytes are no digest that %s signs".formatted(digest.length, scheme)));
  }

  private CompletableFuture<CryptoResult<Signature>> signOne(
      KeyName key, SignatureScheme scheme, byte[] content, boolean digest, Instant deadline) {
    SignRequest request =
        new SignRequest(
            key.tenant(),
            key.alias(),
            CryptoWire.wire(scheme),
            ByteBuffer.wrap(content),
            List.of(),
            digest);
    Body body = Body.of(requests.encode(request));
    return Answers.of(rpc.call(body, deadline), this::signature);
  }

  @Override
  public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
      KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
    try {
      SigningClient.checkBatch(
          contents.size(), contents.stream().mapToLong(content -> content.length).sum());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(malformed(e.getMessage()));
    }
    SignRequest request =
        new SignRequest(
            key.tenant(),
            key.alias(),
            CryptoWire.wire(scheme),
            ByteBuffer.allocate(0),
            contents.stream().map(ByteBuffer::wrap).toList(),
            false);
    return Answers.of(
        rpc.call(Body.of(requests.encode(request)), deadline),
        reply -> signatures(reply, contents.size()));
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
    return signature(replies.decode(reply).getSignature());
  }

  private List<CryptoResult<Signature>> signatures(byte[] reply, int expected) {
    List<SignOutcome> outcomes = replies.decode(reply).getBatch();
    if (outcomes.size() != expected) {
      throw new IllegalArgumentException(
          "it holds %d outcomes for a batch of %d".formatted(outcomes.size(), expected));
    }
    return outcomes.stream().map(BusSigningClient::result).toList();
  }

  private static CryptoResult<Signature> result(SignOutcome outcome) {
    if (outcome.getSignature() != null) {
      return new CryptoResult.Done<>(signature(outcome.getSignature()));
    }
    return outcome.getRefusalCode() == 0
        ? new CryptoResult.Unavailable<>(
            Duration.ofMillis(Math.max(0, outcome.getRetryAfterMillis())))
        : new CryptoResult.Refused<>(
            new Refusal(Refusal.Reason.ofCode(outcome.getRefusalCode()), outcome.getDetail()));
  }

  private static Signature signature(ByteBuffer wire) {
    return Signature.of(CryptoWire.bytes(wire));
  }

  private static CryptoResult<Signature> tooLong(int bytes) {
    return malformed(
        "content of %d bytes, at most %d can be signed".formatted(bytes, CONTENT_BYTES_MAX));
  }

  private static <T> CryptoResult<T> malformed(String detail) {
    return new CryptoResult.Refused<>(new Refusal(Refusal.Reason.MALFORMED, detail));
  }
}
