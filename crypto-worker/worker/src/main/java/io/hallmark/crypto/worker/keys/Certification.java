package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPurpose;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.KeyReply;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Carries out {@code CertificationRequest}. */
final class Certification {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final RegisteredKeys keys;
  private final PermittedUses uses;
  private final TokenPool tokens;
  private final TokenWait tokenWait;

  Certification(RegisteredKeys keys, PermittedUses uses, TokenPool tokens, Clock clock) {
    this.keys = keys;
    this.uses = uses;
    this.tokens = tokens;
    this.tokenWait = new TokenWait(clock);
  }

  CryptoResult<KeyReply> certify(CertificationRequest command, String caller, Instant deadline)
      throws InterruptedException {
    RequestedSubject subject =
        RequestedSubject.parse(
            command.getSubject(), command.getDnsNames(), command.getIpAddresses());
    CryptoResult<RegisteredKey> found =
        keys.find(new KeyName(command.getTenant(), command.getAlias()));
    if (!(found instanceof CryptoResult.Done<RegisteredKey> done)) {
      return found.map(never -> null);
    }
    RegisteredKey key = done.value();
    KeySpec spec = key.info().spec();
    if (key.info().purpose() != KeyPurpose.SIGN) {
      return Commands.refused(
          Reason.CONFLICT,
          "key %s is for agreement, not for signatures".formatted(key.info().name()));
    }
    byte[] content = CertificationRequests.content(subject, key.info().publicKey());
    SignatureScheme scheme = CertificationRequests.schemeOf(spec);
    if (key.policy().map(policy -> !policy.allows(scheme)).orElse(false)) {
      return Commands.refused(
          Reason.SCHEME_NOT_ALLOWED,
          "the policy of key %s does not allow %s, which requests of its kind are signed by"
              .formatted(key.info().name(), scheme));
    }
    return uses.make(key, caller, () -> sign(key, content, deadline))
        .map(signature -> CertificationRequests.assemble(content, spec, signature))
        .map(
            request ->
                KeyReply.newBuilder(Commands.reply(key))
                    .setCertificationRequest(ByteBuffer.wrap(request))
                    .build());
  }

  private CryptoResult<Signature> sign(RegisteredKey key, byte[] content, Instant deadline)
      throws InterruptedException {
    SignTask task =
        new SignTask(
            key.info().name().tenant(),
            Priority.ADMINISTRATION,
            key.ref(),
            TokenWords.scheme(CertificationRequests.schemeOf(key.info().spec())),
            ByteBuffer.wrap(content),
            deadline);
    Optional<CompletableFuture<TokenResult<TokenSignature>>> signing =
        tokens.sign(key.info().tokens(), task);
    if (signing.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    return tokenWait
        .await(signing.get().thenApply(TokenAnswers::toCaller), deadline)
        .map(signature -> Signature.of(signature.toByteArray()));
  }
}
