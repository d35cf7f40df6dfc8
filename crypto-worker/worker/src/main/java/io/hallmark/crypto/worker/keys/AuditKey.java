package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.NewKey;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.worker.audit.HeadSignature;
import io.hallmark.crypto.worker.audit.HeadSigner;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that this worker instance signs its audit chain's heads with: resident in its tokens, in
 * the registry for those who verify. No topic leads to them. Safe for concurrent use.
 *
 * <p>There is one, made when it is first needed. A spare is made where that one is no longer in its
 * token, or its token is away while another is there: signing stops without signed heads, and one
 * lost key or one of several tokens must not bring it to that.
 */
public final class AuditKey implements HeadSigner {
  /** Nobody else's: its keys are made by workers and never on anybody's command. */
  public static final String TENANT = "hallmark-audit";

  private static final Logger LOG = LoggerFactory.getLogger(AuditKey.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The key and its spares. */
  private static final int KEYS_MAX = 4;

  /** Of a {@link KeyName}. */
  private static final int ALIAS_MAX = 63;

  private final List<KeyName> names;
  private final KeyRegistry registry;
  private final TokenPool tokens;
  private final KeyMaker maker;
  private final Clock clock;

  /** Keys that their token refused to sign with, until the worker is started again. */
  private final Set<KeyName> refused = ConcurrentHashMap.newKeySet();

  /** Makes keys, one after the other; without work its thread ends. */
  private final ThreadPoolExecutor making =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), AuditKey::thread);

  /**
   * @param instance whose chain is signed; the key's alias
   */
  public AuditKey(String instance, KeyRegistry registry, TokenPool tokens, Clock clock) {
    this.names = names(instance);
    this.registry = registry;
    this.tokens = tokens;
    this.maker = new KeyMaker(tokens, tenant -> Optional.empty(), clock);
    this.clock = clock;
    making.allowCoreThreadTimeOut(true);
  }

  private static List<KeyName> names(String instance) {
    List<String> spares =
        IntStream.rangeClosed(2, KEYS_MAX).mapToObj(n -> instance + "-spare-" + n).toList();
    // An instance's name that is as long as a key's may be leaves no room for spares.
    return Stream.concat(
            Stream.of(instance), spares.stream().filter(alias -> alias.length() <= ALIAS_MAX))
        .map(alias -> new KeyName(TENANT, alias))
        .toList();
  }

  @Override
  public CompletableFuture<Optional<HeadSignature>> sign(byte[] content) {
    for (KeyName name : names) {
      Optional<RegisteredKey> key = registry.find(name);
      if (key.isEmpty()) {
        return tokens.usable().isEmpty() ? none() : makeAndSign(name, content);
      }
      if (!refused.contains(name)) {
        Optional<CompletableFuture<Optional<HeadSignature>>> signing = sign(key.get(), content);
        if (signing.isPresent()) {
          return signing.get();
        }
      }
    }
    return none();
  }

  private CompletableFuture<Optional<HeadSignature>> makeAndSign(KeyName name, byte[] content) {
    return CompletableFuture.supplyAsync(() -> make(name), making)
        .thenCompose(made -> made.flatMap(fresh -> sign(fresh, content)).orElseGet(AuditKey::none));
  }

  /** Empty where no token that has the key is there. */
  private Optional<CompletableFuture<Optional<HeadSignature>>> sign(
      RegisteredKey key, byte[] content) {
    SignTask task =
        new SignTask(
            TENANT,
            TokenWords.priority(KeyCategory.AUDIT),
            key.ref(),
            TokenWords.scheme(SignatureScheme.ECDSA_SHA256),
            ByteBuffer.wrap(content),
            clock.instant().plus(PATIENCE));
    return tokens
        .sign(key.info().tokens(), task)
        .map(signing -> signing.thenApply(result -> signature(key.info().name(), result)));
  }

  private Optional<HeadSignature> signature(KeyName name, TokenResult<TokenSignature> result) {
    return result.fold(
        new TokenResult.Cases<>() {
          @Override
          public Optional<HeadSignature> done(TokenSignature signature) {
            return Optional.of(HeadSignature.of(name, signature.toByteArray()));
          }

          @Override
          public Optional<HeadSignature> refused(TokenFault fault) {
            // A deadline that has passed says nothing about the key.
            if (fault.errorClass() != ErrorClass.EXPIRED && refused.add(name)) {
              LOG.error("audit key {} can't be used any more, a spare takes over: {}", name, fault);
            }
            return Optional.empty();
          }

          @Override
          public Optional<HeadSignature> unavailable(TokenFault fault, Duration retryAfter) {
            return Optional.empty();
          }
        });
  }

  private static CompletableFuture<Optional<HeadSignature>> none() {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private Optional<RegisteredKey> make(KeyName name) {
    Instant deadline = clock.instant().plus(PATIENCE);
    try {
      CryptoResult<Material> made =
          maker.make(NewKey.resident(name, KeyCategory.AUDIT, KeySpec.EC_P256), 1, deadline);
      if (made instanceof CryptoResult.Done<Material> done
          && registry.put(registered(name, done.value()), deadline)
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

  private RegisteredKey registered(KeyName name, Material made) {
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
