package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.CryptoWire;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPolicy;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.PolicyWire;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import io.hallmark.crypto.Signature;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.crypto.worker.tokens.TokenAnswers;
import io.hallmark.crypto.worker.tokens.TokenPool;
import io.hallmark.crypto.worker.tokens.TokenWords;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.messaging.wire.crypto.CertificationRequest;
import io.hallmark.messaging.wire.crypto.GenerateKey;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.wire.crypto.KeyPolicyRecord;
import io.hallmark.messaging.wire.crypto.KeyReply;
import io.hallmark.messaging.wire.crypto.ListKeys;
import io.hallmark.messaging.wire.crypto.SetPolicy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries out the commands of {@code crypto.admin}, one at a time. Waits for tokens and bus, so it
 * belongs on a thread of its own.
 */
final class KeyCommands {
  private static final Duration TOKEN_AWAY_RETRY_AFTER = Duration.ofSeconds(1);

  private final KeyRegistry registry;
  private final TokenPool tokens;
  private final KeyMaker maker;
  private final KeyListing listing;
  private final Clock clock;

  KeyCommands(KeyRegistry registry, TokenPool tokens, Clock clock) {
    this.registry = registry;
    this.tokens = tokens;
    this.maker = new KeyMaker(tokens);
    this.listing = new KeyListing(registry);
    this.clock = clock;
  }

  /**
   * Carries out one command.
   *
   * @param command one of those that {@code KeyCommand} can hold
   * @throws IllegalArgumentException where the command can't be right
   */
  CryptoResult<KeyReply> carryOut(Object command, Instant deadline) throws InterruptedException {
    if (!clock.instant().isBefore(deadline)) {
      return refused(Reason.EXPIRED, "the deadline passed before the command was begun");
    }
    if (command instanceof GenerateKey generate) {
      return generate(generate, deadline).map(key -> reply(key, null));
    }
    if (command instanceof GetKey get) {
      return find(new KeyName(get.getTenant(), get.getAlias())).map(key -> reply(key, null));
    }
    if (command instanceof CertificationRequest request) {
      return certify(request, deadline);
    }
    if (command instanceof SetPolicy set) {
      return setPolicy(set, deadline).map(key -> reply(key, null));
    }
    if (command instanceof ListKeys list) {
      return new CryptoResult.Done<>(listing.page(list));
    }
    throw new IllegalArgumentException("the command is unknown to this worker");
  }

  private CryptoResult<RegisteredKey> generate(GenerateKey command, Instant deadline)
      throws InterruptedException {
    KeyName name = new KeyName(command.getTenant(), command.getAlias());
    KeyCategory category =
        CryptoWire.category(command.getCategory()).orElseThrow(() -> unknown("key category"));
    KeySpec spec = CryptoWire.spec(command.getSpec()).orElseThrow(() -> unknown("key spec"));
    Optional<RegisteredKey> existing = registry.find(name);
    if (existing.isPresent()) {
      return sameOrConflict(existing.get(), category, spec);
    }
    KeyPolicy policy = policy(command.getPolicy(), category, spec);
    CryptoResult<MadeKey> made = await(maker.make(name, category, spec, deadline), deadline);
    return made instanceof CryptoResult.Done<MadeKey> done
        ? registry.add(registered(name, category, spec, done.value()).withPolicy(policy), deadline)
        : made.map(never -> null);
  }

  private CryptoResult<RegisteredKey> setPolicy(SetPolicy command, Instant deadline)
      throws InterruptedException {
    CryptoResult<RegisteredKey> found = find(new KeyName(command.getTenant(), command.getAlias()));
    if (!(found instanceof CryptoResult.Done<RegisteredKey> done)) {
      return found;
    }
    KeyInfo info = done.value().info();
    KeyPolicy policy = policy(command.getPolicy(), info.category(), info.spec());
    return registry.add(done.value().withPolicy(policy), deadline);
  }

  private static KeyPolicy policy(KeyPolicyRecord wire, KeyCategory category, KeySpec spec) {
    return wire == null
        ? KeyPolicy.ofCategory(category, spec)
        : PolicyWire.policy(wire).fitting(category, spec);
  }

  private RegisteredKey registered(KeyName name, KeyCategory category, KeySpec spec, MadeKey made) {
    KeyInfo info = new KeyInfo(name, category, spec, made.key().publicKey(), List.of(made.token()));
    return new RegisteredKey(info, made.key().id(), true, clock.instant());
  }

  private static CryptoResult<RegisteredKey> sameOrConflict(
      RegisteredKey existing, KeyCategory category, KeySpec spec) {
    KeyInfo info = existing.info();
    return info.category() == category && info.spec() == spec
        ? new CryptoResult.Done<>(existing)
        : refused(
            Reason.CONFLICT,
            "key %s exists as %s of category %s"
                .formatted(info.name(), info.spec(), info.category()));
  }

  private CryptoResult<KeyReply> certify(CertificationRequest command, Instant deadline)
      throws InterruptedException {
    RequestedSubject subject =
        RequestedSubject.parse(
            command.getSubject(), command.getDnsNames(), command.getIpAddresses());
    CryptoResult<RegisteredKey> found = find(new KeyName(command.getTenant(), command.getAlias()));
    if (!(found instanceof CryptoResult.Done<RegisteredKey> done)) {
      return found.map(never -> null);
    }
    RegisteredKey key = done.value();
    KeySpec spec = key.info().spec();
    byte[] content = CertificationRequests.content(subject, key.info().publicKey());
    return sign(key, content, deadline)
        .map(signature -> CertificationRequests.assemble(content, spec, signature))
        .map(request -> reply(key, ByteBuffer.wrap(request)));
  }

  private CryptoResult<Signature> sign(RegisteredKey key, byte[] content, Instant deadline)
      throws InterruptedException {
    SignTask task =
        new SignTask(
            key.info().name().tenant(),
            Priority.ADMINISTRATION,
            key.ckaId(),
            TokenWords.scheme(CertificationRequests.schemeOf(key.info().spec())),
            ByteBuffer.wrap(content),
            deadline);
    Optional<CompletableFuture<TokenResult<TokenSignature>>> signing =
        tokens.sign(key.info().tokens(), task);
    if (signing.isEmpty()) {
      return new CryptoResult.Unavailable<>(TOKEN_AWAY_RETRY_AFTER);
    }
    return await(signing.get().thenApply(TokenAnswers::toCaller), deadline)
        .map(signature -> Signature.of(signature.toByteArray()));
  }

  private CryptoResult<RegisteredKey> find(KeyName name) {
    return registry
        .find(name)
        .<CryptoResult<RegisteredKey>>map(CryptoResult.Done::new)
        .orElseGet(
            () -> refused(Reason.UNKNOWN_KEY, "key %s is not in the registry".formatted(name)));
  }

  /** Waits for the token, whose own limits end every call. */
  private <T> CryptoResult<T> await(CompletableFuture<CryptoResult<T>> answer, Instant deadline)
      throws InterruptedException {
    long leftNanos = Duration.between(clock.instant(), deadline).toNanos();
    try {
      return answer.get(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return refused(Reason.EXPIRED, "the token did not answer before the deadline");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a command failed by our own fault", e);
    }
  }

  private static KeyReply reply(RegisteredKey key, ByteBuffer certificationRequest) {
    return KeyReply.newBuilder()
        .setKey(KeyRecords.toWire(key))
        .setCertificationRequest(certificationRequest)
        .build();
  }

  private static <T> CryptoResult<T> refused(Reason reason, String detail) {
    return new CryptoResult.Refused<>(new Refusal(reason, detail));
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("the %s is unknown to this worker".formatted(what));
  }
}
