package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.NewKey;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.audit.HeadSigner;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that this worker instance signs its audit chain's heads with: resident in its token, made
 * when it is first needed, in the registry for those who verify. No topic leads to it. Safe for
 * concurrent use.
 */
public final class AuditKey implements HeadSigner {
  /** Nobody else's: its keys are made by workers and never on anybody's command. */
  public static final String TENANT = "hallmark-audit";

  private static final Logger LOG = LoggerFactory.getLogger(AuditKey.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KeyName name;
  private final KeyRegistry registry;
  private final TokenPool tokens;
  private final KeyMaker maker;
  private final Clock clock;

  /** Makes the key, once; without work its thread ends. */
  private final ThreadPoolExecutor making =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), AuditKey::thread);

  /**
   * @param instance whose chain is signed; the key's alias
   */
  public AuditKey(String instance, KeyRegistry registry, TokenPool tokens, Clock clock) {
    this.name = new KeyName(TENANT, instance);
    this.registry = registry;
    this.tokens = tokens;
    this.maker = new KeyMaker(tokens, tenant -> Optional.empty(), clock);
    this.clock = clock;
    making.allowCoreThreadTimeOut(true);
  }

  @Override
  public KeyName key() {
    return name;
  }

  @Override
  public CompletableFuture<Optional<byte[]>> sign(byte[] content) {
    Optional<RegisteredKey> key = registry.find(name);
    return key.isPresent()
        ? sign(key.get(), content)
        : CompletableFuture.supplyAsync(this::make, making)
            .thenCompose(
                made ->
                    made.map(fresh -> sign(fresh, content))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletableFuture<Optional<byte[]>> sign(RegisteredKey key, byte[] content) {
    SignTask task =
        new SignTask(
            name.tenant(),
            TokenWords.priority(KeyCategory.AUDIT),
            key.ref(),
            TokenWords.scheme(SignatureScheme.ECDSA_SHA256),
            ByteBuffer.wrap(content),
            clock.instant().plus(PATIENCE));
    return tokens
        .sign(key.info().tokens(), task)
        .map(signing -> signing.thenApply(AuditKey::signature))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private static Optional<byte[]> signature(TokenResult<TokenSignature> result) {
    return result instanceof TokenResult.Done<TokenSignature> done
        ? Optional.of(done.value().toByteArray())
        : Optional.empty();
  }

  private Optional<RegisteredKey> make() {
    Instant deadline = clock.instant().plus(PATIENCE);
    try {
      CryptoResult<Material> made =
          maker.make(NewKey.resident(name, KeyCategory.AUDIT, KeySpec.EC_P256), 1, deadline);
      if (made instanceof CryptoResult.Done<Material> done
          && registry.put(registered(done.value()), deadline)
              instanceof CryptoResult.Done<RegisteredKey> added) {
        LOG.info("audit key {} made in token {}", name, done.value().token());
        return Optional.of(added.value());
      }
      LOG.warn("audit key {} could not be made: {}; it is tried again", name, made);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("audit key {} could not be made; it is tried again", name, e);
    }
    return Optional.empty();
  }

  private RegisteredKey registered(Material made) {
    KeyInfo info =
        KeyInfo.resident(
            name,
            KeyCategory.AUDIT,
            KeySpec.EC_P256,
            made.publicKey(),
            List.of(made.token()),
            Instant.ofEpochMilli(clock.millis()));
    return RegisteredKey.resident(info, made.id());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "audit-key");
    thread.setDaemon(true);
    return thread;
  }
}
