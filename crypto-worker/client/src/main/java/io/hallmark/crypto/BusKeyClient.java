package io.hallmark.crypto;

import io.hallmark.messaging.rpc.Body;
import io.hallmark.messaging.rpc.RpcClient;
import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyCommand;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Asks over the bus. Commands for one key go to one partition, so one worker at a time handles it.
 * Safe for concurrent use.
 */
final class BusKeyClient implements KeyClient {
  private final RpcClient rpc;
  private final Codec<KeyCommand> requests = Codec.of(KeyCommand.class);
  private final Codec<KeyReply> replies = Codec.of(KeyReply.class);

  BusKeyClient(RpcClient rpc) {
    this.rpc = rpc;
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> generate(
      KeyName name, KeyCategory category, KeySpec spec, Instant deadline) {
    GenerateKey command =
        new GenerateKey(
            name.tenant(), name.alias(), CryptoWire.wire(category), CryptoWire.wire(spec), null);
    return ask(name, command, deadline, BusKeyClient::keyInfo);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyInfo>> get(KeyName name, Instant deadline) {
    return ask(name, new GetKey(name.tenant(), name.alias()), deadline, BusKeyClient::keyInfo);
  }

  @Override
  public CompletableFuture<CryptoResult<byte[]>> certificationRequest(
      KeyName name,
      String subject,
      List<String> dnsNames,
      List<String> ipAddresses,
      Instant deadline) {
    CertificationRequest command =
        new CertificationRequest(name.tenant(), name.alias(), subject, dnsNames, ipAddresses);
    return ask(name, command, deadline, BusKeyClient::certificationRequest);
  }

  @Override
  public CompletableFuture<CryptoResult<KeyPage>> list(
      KeyFilter filter, KeyPageRequest page, Instant deadline) {
    ListKeys command =
        new ListKeys(
            filter.tenant().orElse(null),
            filter.category().map(CryptoWire::wire).orElse(null),
            page.after().map(KeyName::toString).orElse(null),
            page.limit());
    // Any worker can answer, and asking has no order to keep.
    return answer(rpc.call(body(command), deadline), CryptoWire::keyPage);
  }

  @Override
  public boolean isReady() {
    return rpc.isReady();
  }

  @Override
  public void close() {
    rpc.close();
  }

  private <T> CompletableFuture<CryptoResult<T>> ask(
      KeyName name, Object command, Instant deadline, Function<KeyReply, T> read) {
    return answer(rpc.callKeyed(name.toString(), body(command), deadline), read);
  }

  private <T> CompletableFuture<CryptoResult<T>> answer(
      CompletableFuture<RpcOutcome> call, Function<KeyReply, T> read) {
    return Answers.of(call, reply -> read.apply(replies.decode(reply)));
  }

  private Body body(Object command) {
    return Body.of(requests.encode(new KeyCommand(command, List.of())));
  }

  private static KeyInfo keyInfo(KeyReply reply) {
    if (reply.getKey() == null) {
      throw new IllegalArgumentException("it holds no key");
    }
    return CryptoWire.keyInfo(reply.getKey());
  }

  private static byte[] certificationRequest(KeyReply reply) {
    ByteBuffer request = reply.getCertificationRequest();
    if (request == null) {
      throw new IllegalArgumentException("it holds no certification request");
    }
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    return bytes;
  }
}
