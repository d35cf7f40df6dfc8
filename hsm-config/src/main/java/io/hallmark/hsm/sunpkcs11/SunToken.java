package io.hallmark.hsm.sunpkcs11;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.lane.AdministeredToken;
import io.hallmark.hsm.lane.Connection;
import io.hallmark.hsm.lane.Desk;
import io.hallmark.hsm.lane.KeyObjects;
import io.hallmark.hsm.lane.LanePool;
import io.hallmark.hsm.lane.Seats;
import io.hallmark.hsm.lane.Work;
import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Verifier;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.ErrorClasses;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeyRef;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
import io.hallmark.hsm.token.UnwrapTask;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A token whose signatures SunPKCS11 makes. It has no circuit: a fault answers as unavailable, and
 * the provider never logs in again, so after a lost login the token must be opened anew.
 */
final class SunToken implements AdministeredToken {
  private static final int QUEUE_MAX = 4096;
  private static final int LANES_DEFAULT = 5; // As many idle sessions as the provider keeps.
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration RETRY_AFTER = Duration.ofMillis(100);
  private static final String OURSELVES = "hallmark";

  /** What a lane of this engine works with: nothing, the provider has its own sessions. */
  private enum Seat {
    NONE
  }

  private static final Seats<Seat> NO_SEATS =
      new Seats<>() {
        @Override
        public Seat make() {
          return Seat.NONE;
        }

        @Override
        public void drop(Seat seat) {
          // There is nothing in it.
        }
      };

  private final TokenConfig config;
  private final Connection connection;
  private final Provider provider;
  private final SunKeys keys;
  private final Desk desk;
  private final Clock clock;
  private final LanePool<Seat> pool;
  private final LongAdder signCalls = new LongAdder();
  private final LongAdder signed = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final AtomicBoolean closed = new AtomicBoolean();

  SunToken(
      TokenConfig config, Connection connection, Provider provider, KeyStore store, Clock clock) {
    this.config = config;
    this.connection = connection;
    this.provider = provider;
    this.keys = new SunKeys(store);
    this.desk = new Desk(connection);
    this.clock = clock;
    this.pool =
        new LanePool<>(
            "token-" + config.name(), config.lanes().orElse(LANES_DEFAULT), QUEUE_MAX, NO_SEATS);
    pool.fill();
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public TokenInfo info() {
    return connection.info();
  }

  @Override
  public int lanes() {
    return pool.lanes();
  }

  @Override
  public TokenState state() {
    return closed.get() ? new TokenState(false, "closed") : new TokenState(true, "logged in");
  }

  @Override
  public CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    return submit(task.tenant(), task.priority(), task.deadline(), () -> signNow(task));
  }

  private <T> CompletableFuture<TokenResult<T>> submit(
      String tenant, Priority priority, Instant deadline, Supplier<TokenResult<T>> operation) {
    Work.Task<Seat, T> work =
        new Work.Task<>(
            tenant,
            priority,
            LIMIT,
            seat -> {
              if (!clock.instant().isBefore(deadline)) {
                expired.increment();
                return refused(ErrorClass.EXPIRED, 0, "the deadline " + deadline + " has passed");
              }
              return operation.get();
            });
    if (!pool.submit(work)) {
      String detail = closed.get() ? " is closed" : " has a full queue";
      return CompletableFuture.completedFuture(
          unavailable(new TokenFault(ErrorClass.CAPACITY, 0, "token " + name() + detail)));
    }
    return work.future();
  }

  private static <T> TokenResult<T> refused(ErrorClass errorClass, long code, String detail) {
    return new TokenResult.Refused<>(new TokenFault(errorClass, code, detail));
  }

  private static <T> TokenResult<T> unavailable(TokenFault fault) {
    return new TokenResult.Unavailable<>(fault, RETRY_AFTER);
  }

  private TokenResult<TokenSignature> signNow(SignTask task) {
    if (task.key() instanceof KeyRef.Wrapped) {
      return refused(
          ErrorClass.CALLER,
          Ckr.FUNCTION_NOT_SUPPORTED,
          "engine sunpkcs11 signs with resident keys only; use engine cryptoki for token "
              + name());
    }
    if (task.digested()) {
      return refused(
          ErrorClass.CALLER,
          Ckr.FUNCTION_NOT_SUPPORTED,
          "engine sunpkcs11 signs no digests; use engine cryptoki for token " + name());
    }
    Optional<SunKeys.Entry> found;
    try {
      found = keys.get(task.key().id(), this::publicPart);
    } catch (GeneralSecurityException | ProviderException e) {
      return unavailable(fault(e));
    }
    if (found.isEmpty()) {
      return refused(
          ErrorClass.CALLER,
          Ckr.KEY_HANDLE_INVALID,
          "token %s has no key with CKA_ID %s and a certificate, which SunPKCS11 needs"
              .formatted(name(), task.key()));
    }
    SunKeys.Entry key = found.get();
    if (!Schemes.fits(task.scheme(), key.key().spec())) {
      return refused(
          ErrorClass.CALLER,
          Ckr.KEY_TYPE_INCONSISTENT,
          task.scheme() + " does not fit a key of " + key.key().spec());
    }
    try {
      return leaving(task, key, made(task, key));
    } catch (GeneralSecurityException | ProviderException e) {
      return unavailable(fault(e));
    }
  }

  private byte[] made(SignTask task, SunKeys.Entry key) throws GeneralSecurityException {
    Signature signature = JcaSignatures.of(task.scheme(), provider);
    signature.initSign(key.privateKey());
    signature.update(task.content().duplicate());
    signCalls.increment();
    return signature.sign();
  }

  private TokenResult<TokenSignature> leaving(SignTask task, SunKeys.Entry key, byte[] bytes) {
    boolean check =
        keys.firstUse(key) || ThreadLocalRandom.current().nextDouble() < config.verify();
    if (check && !Verifier.verify(key.key().publicKey(), task.scheme(), task.content(), bytes)) {
      return unavailable(
          new TokenFault(
              ErrorClass.TOKEN,
              0,
              "token %s made a signature that key %s does not verify; it did not leave"
                  .formatted(name(), task.key())));
    }
    keys.used(key);
    signed.increment();
    return new TokenResult.Done<>(TokenSignature.wrap(bytes));
  }

  /** What is public about a key, by the binding: KeyStore does not show a CKA_ID. */
  private Optional<TokenKey> publicPart(KeyId id) {
    try {
      return connection.writing(KeyObjects::all).stream()
          .filter(key -> key.id().equals(id))
          .findFirst();
    } catch (CryptokiException e) {
      throw new ProviderException(e);
    }
  }

  /** The provider keeps return codes in exceptions of its own; none is open to us. */
  private TokenFault fault(Exception e) {
    return new TokenFault(ErrorClass.TOKEN, 0, "token " + name() + ": SunPKCS11: " + e);
  }

  @Override
  public <T> CompletableFuture<TokenResult<T>> administer(
      Instant deadline, Administration<T> operation) {
    return submit(
        OURSELVES,
        Priority.ADMINISTRATION,
        deadline,
        () -> {
          try {
            return connection.writing(session -> operation.run(session, desk));
          } catch (CryptokiException e) {
            return failed(e);
          } catch (ProviderException e) {
            return unavailable(fault(e));
          }
        });
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> generate(GenerateTask task) {
    if (task.spec() == KeySpec.ED25519
        || task.spec() == KeySpec.EC_SECP256K1
        || task.purpose() == KeyPurpose.AGREE) {
      return CompletableFuture.completedFuture(
          refused(
              ErrorClass.CALLER,
              Ckr.MECHANISM_INVALID,
              "engine sunpkcs11 uses no key of %s to %s; use engine cryptoki for token %s"
                  .formatted(task.spec(), task.purpose(), name())));
    }
    return shown(
        (session, own) -> own.possible(task, () -> own.made(session, task)), task.deadline());
  }

  @Override
  public CompletableFuture<TokenResult<TokenKey>> unwrap(UnwrapTask task) {
    return shown((session, own) -> own.restored(session, task), task.deadline());
  }

  /** Makes a key, and makes the provider see it. */
  private CompletableFuture<TokenResult<TokenKey>> shown(
      Administration<TokenKey> making, Instant deadline) {
    return administer(
        deadline,
        (session, own) -> {
          TokenResult<TokenKey> made = making.run(session, own);
          if (made instanceof TokenResult.Done<TokenKey> done) {
            BareCertificate.write(session, done.value());
            keys.reload();
          }
          return made;
        });
  }

  @Override
  public CompletableFuture<TokenResult<Octets>> random(String tenant, int bytes, Instant deadline) {
    Optional<TokenResult<Octets>> unfit = Desk.unfit(bytes);
    return unfit.isPresent()
        ? CompletableFuture.completedFuture(unfit.get())
        : administer(deadline, (session, own) -> own.random(session, bytes));
  }

  /** The certificate that makes the provider see a key can't be told from one attached to it. */
  @Override
  public CompletableFuture<TokenResult<KeyId>> attachCertificate(
      KeyId key, Octets certificate, Instant deadline) {
    return notHere("attaching certificates");
  }

  @Override
  public CompletableFuture<TokenResult<List<Octets>>> certificates(KeyId key, Instant deadline) {
    return notHere("reading certificates");
  }

  private <T> CompletableFuture<TokenResult<T>> notHere(String operation) {
    return CompletableFuture.completedFuture(
        refused(
            ErrorClass.CALLER,
            Ckr.FUNCTION_NOT_SUPPORTED,
            "token %s: %s is not supported by this engine; use engine cryptoki"
                .formatted(name(), operation)));
  }

  @Override
  public CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return administer(
        deadline,
        (session, own) -> {
          TokenResult<Integer> destroyed = own.destroyed(session, key);
          keys.forget(key);
          return destroyed;
        });
  }

  private <T> TokenResult<T> failed(CryptokiException e) {
    TokenFault fault =
        new TokenFault(
            ErrorClasses.of(e.code()), e.code(), "token " + name() + ": " + e.getMessage());
    return fault.errorClass() == ErrorClass.CALLER
        ? new TokenResult.Refused<>(fault)
        : unavailable(fault);
  }

  @Override
  public TokenCounters counters() {
    return desk.counters(signCalls.sum(), signed.sum(), connection.logins(), expired.sum());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.close(
          new TokenFault(ErrorClass.TOKEN, 0, "token " + name() + " is closed"),
          config.signTimeout());
      connection.close();
    }
  }
}
