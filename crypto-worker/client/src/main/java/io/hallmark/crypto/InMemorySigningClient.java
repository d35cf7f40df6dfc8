package io.hallmark.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A signing client whose keys are in memory, for tests: no bus, no worker, no token. Refuses what
 * the crypto worker refuses, counts, and can be told to be slow, unavailable or refusing. Safe for
 * concurrent use; completes on a thread of its own, never on the caller's.
 */
public final class InMemorySigningClient implements SigningClient {
  private record Key(KeySpec spec, KeyPair pair) {}

  private final KeyCategory category;
  private final Map<KeyName, Key> keys = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(InMemorySigningClient::thread);
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong signed = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;
  private volatile Optional<CryptoResult<Signature>> told = Optional.empty();
  private volatile boolean ready = true;

  private InMemorySigningClient(KeyCategory category) {
    this.category = category;
  }

  /** A client for one category that has no keys yet. */
  public static InMemorySigningClient of(KeyCategory category) {
    return new InMemorySigningClient(category);
  }

  /** Makes a key of this name, in the place of one that had it, and answers its public part. */
  public PublicKey generate(KeyName name, KeySpec spec) {
    try {
      KeyPair pair = generator(spec).generateKeyPair();
      add(name, spec, pair);
      return pair.getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no provider makes a key of kind " + spec, e);
    }
  }

  /** Takes a key pair in. */
  public void add(KeyName name, KeySpec spec, KeyPair pair) {
    keys.put(name, new Key(spec, pair));
  }

  /** From now on every answer comes this late. */
  public void delay(Duration delay) {
    this.delay = delay;
  }

  /** From now on every answer is that the worker can't. */
  public void beUnavailable(Duration retryAfter) {
    told = Optional.of(new CryptoResult.Unavailable<>(retryAfter));
  }

  /** From now on every answer is this refusal. */
  public void refuse(Refusal refusal) {
    told = Optional.of(new CryptoResult.Refused<>(refusal));
  }

  /** Takes back {@link #beUnavailable}, {@link #refuse} and {@link #delay}. */
  public void beWell() {
    told = Optional.empty();
    delay = Duration.ZERO;
  }

  /** What {@link #isReady} says from now on. */
  public void ready(boolean ready) {
    this.ready = ready;
  }

  /** Requests so far, whatever became of them. */
  public long asked() {
    return asked.get();
  }

  /** Signatures made so far. */
  public long signed() {
    return signed.get();
  }

  @Override
  public CompletableFuture<CryptoResult<Signature>> sign(
      KeyName key, SignatureScheme scheme, byte[] content, Instant deadline) {
    asked.incrementAndGet();
    byte[] copy = content.clone();
    CompletableFuture<CryptoResult<Signature>> answer = new CompletableFuture<>();
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.compareTo(delay) <= 0) {
      Runnable late =
          () -> answer.complete(new CryptoResult.Unavailable<>(Duration.ZERO, Shortage.NO_ANSWER));
      after(left, late);
    } else {
      Runnable sign = () -> complete(answer, key, scheme, copy);
      after(delay, sign);
    }
    return answer;
  }

  /** Refused: its keys have the policy of their category, and none of those allows digests. */
  @Override
  public CompletableFuture<CryptoResult<Signature>> signDigest(
      KeyName key, SignatureScheme scheme, byte[] digest, Instant deadline) {
    asked.incrementAndGet();
    return CompletableFuture.completedFuture(
        refused(Refusal.Reason.DIGEST_NOT_ALLOWED, "the policy of key " + key));
  }

  @Override
  public CompletableFuture<CryptoResult<List<CryptoResult<Signature>>>> signBatch(
      KeyName key, SignatureScheme scheme, List<byte[]> contents, Instant deadline) {
    try {
      SigningClient.checkBatch(
          contents.size(), contents.stream().mapToLong(content -> content.length).sum());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(refused(Refusal.Reason.MALFORMED, e.getMessage()));
    }
    List<CompletableFuture<CryptoResult<Signature>>> each =
        contents.stream().map(content -> sign(key, scheme, content, deadline)).toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> new CryptoResult.Done<>(each.stream().map(CompletableFuture::join).toList()));
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void after(Duration wait, Runnable work) {
    CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS, thread).execute(work);
  }

  private void complete(
      CompletableFuture<CryptoResult<Signature>> answer,
      KeyName key,
      SignatureScheme scheme,
      byte[] content) {
    if (!answer.isDone()) {
      answer.complete(told.orElseGet(() -> sign(key, scheme, content)));
    }
  }

  private CryptoResult<Signature> sign(KeyName name, SignatureScheme scheme, byte[] content) {
    Key key = keys.get(name);
    if (key == null) {
      return refused(Refusal.Reason.UNKNOWN_KEY, "no key " + name);
    }
    if (!scheme.fits(key.spec())) {
      return refused(Refusal.Reason.WRONG_SCHEME, scheme + " does not fit " + key.spec());
    }
    if (!category.accepts(ByteBuffer.wrap(content))) {
      return refused(Refusal.Reason.WRONG_CONTENT, "a key of category " + category);
    }
    try {
      Signature signature = JcaSignatures.sign(key.pair().getPrivate(), scheme, content);
      signed.incrementAndGet();
      return new CryptoResult.Done<>(signature);
    } catch (GeneralSecurityException e) {
      return refused(Refusal.Reason.TOKEN_REFUSED, e.toString());
    }
  }

  private static <T> CryptoResult<T> refused(Refusal.Reason reason, String detail) {
    return new CryptoResult.Refused<>(new Refusal(reason, detail));
  }

  private static KeyPairGenerator generator(KeySpec spec) throws GeneralSecurityException {
    return switch (spec) {
      case EC_P256 -> curve("secp256r1");
      case EC_P384 -> curve("secp384r1");
      case EC_P521 -> curve("secp521r1");
      case EC_SECP256K1 -> curve("secp256k1");
      case ED25519 -> KeyPairGenerator.getInstance("Ed25519");
      case RSA_2048 -> rsa(2048);
      case RSA_3072 -> rsa(3072);
      case RSA_4096 -> rsa(4096);
    };
  }

  private static KeyPairGenerator curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator;
  }

  private static KeyPairGenerator rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "in-memory-signing");
    thread.setDaemon(true);
    return thread;
  }
}
