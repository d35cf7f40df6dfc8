package io.hallmark.crypto;

import io.hallmark.crypto.hpke.Hpke;
import io.hallmark.crypto.hpke.Sealed;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListTokens;
import io.hallmark.messaging.wire.crypto.RandomBytes;
import io.hallmark.messaging.wire.crypto.TokenRecord;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks over the bus. Safe for concurrent use. */
record BusSecretClient(KeyQuestions questions) implements SecretClient {
  @Override
  public CompletableFuture<CryptoResult<byte[]>> derive(
      KeyName name, PublicKey peer, Instant deadline) {
    KeyPair recipient = Hpke.newRecipient();
    byte[] peerBytes = peer.getEncoded();
    DeriveSecret command =
        new DeriveSecret(
            name.tenant(),
            name.alias(),
            ByteBuffer.wrap(peerBytes),
            ByteBuffer.wrap(Hpke.encode(recipient)));
    return questions.keyed(
        name.toString(), command, deadline, reply -> open(name, recipient, peerBytes, reply));
  }

  @Override
  public CompletableFuture<CryptoResult<byte[]>> random(int count, Instant deadline) {
    return questions.anywhere(new RandomBytes(count), deadline, BusSecretClient::random);
  }

  @Override
  public CompletableFuture<CryptoResult<List<TokenStatus>>> tokens(Instant deadline) {
    return questions.anywhere(
        new ListTokens(),
        deadline,
        reply -> reply.getTokens().stream().map(BusSecretClient::status).toList());
  }

  private static byte[] open(KeyName name, KeyPair recipient, byte[] peer, KeyReply reply) {
    if (reply.getSecret() == null) {
      throw new IllegalArgumentException("it holds no secret");
    }
    Sealed sealed =
        new Sealed(reply.getSecret().getEncapsulation(), reply.getSecret().getCiphertext());
    return Hpke.AES_256.open(recipient, sealed, DerivedSecrets.info(name), peer);
  }

  private static byte[] random(KeyReply reply) {
    if (reply.getRandom() == null) {
      throw new IllegalArgumentException("it holds no random bytes");
    }
    return CryptoWire.bytes(reply.getRandom());
  }

  private static TokenStatus status(TokenRecord token) {
    return new TokenStatus(
        token.getName(),
        token.getUsable(),
        token.getReason(),
        token.getModel(),
        token.getSerial(),
        token.getSpecs(),
        token.getCapabilities());
  }
}
