package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.DerivedSecrets;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPurpose;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.SecretClient;
import io.hallmark.crypto.hpke.Hpke;
import io.hallmark.crypto.hpke.Sealed;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.hsm.token.AgreeTask;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.Token;
import io.hallmark.messaging.wire.crypto.DeriveSecret;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.RandomBytes;
import io.hallmark.messaging.wire.crypto.SealedSecret;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Carries out {@code DeriveSecret} and {@code RandomBytes}. */
final class SecretCommands {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);
  private static final String RANDOM_TENANT = "hallmark-random";

  private final RegisteredKeys keys;
  private final PermittedUses uses;
  private final TokenPool tokens;
  private final TokenWait tokenWait;

  SecretCommands(RegisteredKeys keys, PermittedUses uses, TokenPool tokens, Clock clock) {
    this.keys = keys;
    this.uses = uses;
    this.tokens = tokens;
    this.tokenWait = new TokenWait(clock);
  }

  CryptoResult<KeyReply> derive(DeriveSecret command, String caller, Instant deadline)
      throws InterruptedException {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    CryptoResult<RegisteredKey> found = keys.find(name);
    if (!(found instanceof CryptoResult.Done<RegisteredKey> done)) {
      return found.map(never -> null);
    }
    RegisteredKey key = done.value();
    if (key.info().purpose() != KeyPurpose.AGREE) {
      return Commands.refused(
          Reason.CONFLICT, "key %s is for signatures, not for agreement".formatted(name));
    }
    return uses.make(key, caller, () -> derive(key, command, deadline));
  }

  CryptoResult<KeyReply> random(RandomBytes command, Instant deadline) throws InterruptedException {
    int count = command.getCount();
    if (count < 1 || count > SecretClient.RANDOM_BYTES_MAX) {
      throw new IllegalArgumentException(
          "count must be 1 to %d, got %d".formatted(SecretClient.RANDOM_BYTES_MAX, count));
    }
    Optional<Token> token = tokens.usable().stream().findFirst();
    if (token.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    CryptoResult<Octets> bytes =
        tokenWait.await(
            token.get().random(RANDOM_TENANT, count, deadline).thenApply(TokenAnswers::toCaller),
            deadline);
    return bytes.map(
        random -> KeyReply.newBuilder().setRandom(ByteBuffer.wrap(random.toByteArray())).build());
  }

  private CryptoResult<KeyReply> derive(RegisteredKey key, DeriveSecret command, Instant deadline)
      throws InterruptedException {
    Optional<Token> token =
        tokens.usable().stream().filter(t -> key.info().tokens().contains(t.name())).findFirst();
    if (token.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    byte[] peer = CryptoWire.bytes(command.getPeer());
    AgreeTask task =
        new AgreeTask(
            key.info().name().tenant(),
            Priority.ADMINISTRATION,
            key.ref(),
            Octets.of(peer),
            deadline);
    CryptoResult<SecretBytes> secret =
        tokenWait.await(
            token.get().deriveSharedSecret(task).thenApply(TokenAnswers::toCaller), deadline);
    return secret.map(
        agreed -> seal(key.info().name(), CryptoWire.bytes(command.getRecipient()), peer, agreed));
  }

  private static KeyReply seal(KeyName name, byte[] recipient, byte[] peer, SecretBytes agreed) {
    byte[] clear = agreed.copy();
    try {
      Sealed sealed = Hpke.AES_256.seal(recipient, DerivedSecrets.info(name), peer, clear);
      return KeyReply.newBuilder()
          .setSecret(new SealedSecret(sealed.encapsulation(), sealed.ciphertext()))
          .build();
    } finally {
      Arrays.fill(clear, (byte) 0);
      agreed.close();
    }
  }
}
