package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ckr;
import io.hallmark.hsm.cryptoki.CryptokiException;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.token.AgreeTask;
import io.hallmark.hsm.token.ErrorClass;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignTiming;
import io.hallmark.hsm.token.TokenCounters;
import io.hallmark.hsm.token.TokenFault;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenResult;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.TokenState;
import io.hallmark.hsm.token.TokenVitals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token through our own binding of Cryptoki: lanes, a login, and a circuit around them. */
final class CryptokiToken implements AdministeredToken {
  static final int QUEUE_MAX = 4096;
  private static final int LANES_DEFAULT = 16;

  /** The pinned session, one that writes, and one that holds unwrapped keys. */
  private static final int OTHER_SESSIONS = 3;

  private static final Duration GENERATE_LIMIT = Duration.ofMinutes(5);

  /** After which a thread that waits anyway queues like everybody. */
  private static final Duration BORROW_PATIENCE = Duration.ofMillis(50);

  private static final Duration FULL_WAIT = Duration.ofMillis(50);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(CryptokiToken.class);
  private static final String OURSELVES = "hallmark";

  private final TokenConfig config;
  private final Connection connection;
  private final Clock clock;
  private final LanePool<LaneSession> pool;
  private final Circuit circuit;
  private final Recovery recovery;
  private final Attempts attempts;
  private final KeyCache keys;
  private final UnwrapCache unwrapped;
  private final Desk desk;
  private final Agreement agreement;
  private final Signing signing;
  private final LaneWatch<LaneSession> watch;
  private final AtomicBoolean closed = new AtomicBoolean();

  CryptokiToken(TokenConfig config, Connection connection, Clock clock) {
    this.config = config;
    this.connection = connection;
    this.clock = clock;
    String name = "token-" + config.name();
    this.pool =
        new LanePool<>(
            name, lanes(config, connection.info()), QUEUE_MAX, new LaneSeats(connection));
    this.circuit = new Circuit(name, this::probe);
    this.recovery =
        new Recovery(
            config, connection, detail -> circuit.explain(name + ": " + detail), pool::forgetLost);
    this.attempts = new Attempts(name, connection, circuit, pool::retireCurrent);
    this.keys = new KeyCache(connection);
    this.desk = new Desk(connection);
    this.unwrapped =
        new UnwrapCache(
            config.name(), connection, desk.offers(), config.unwrappedKeys(), desk.tally());
    this.agreement = new Agreement(connection, desk.offers(), keys, unwrapped);
    this.signing =
        new Signing(
            config.name(), connection, clock, config.verify(), keys, unwrapped, attempts, circuit);
    this.watch = new LaneWatch<>(name, pool, circuit, clock, config.signTimeout());
    connection.takePart(new OneOfTheModule());
    pool.fill();
  }

  /** What is configured, or 16, within what the token allows beside our other sessions. */
  static int lanes(TokenConfig config, TokenInfo info) {
    int wanted = config.lanes().orElse(LANES_DEFAULT);
    return info.sessionsMax() == 0
        ? wanted
        : Math.max(1, Math.min(wanted, info.sessionsMax() - OTHER_SESSIONS));
  }

  private void probe(boolean library) throws Exception {
    try {
      recovery.run(library);
    } catch (Exception e) {
      connection
          .refusedCode()
          .ifPresent(
              code ->
                  circuit.open(
                      new TokenFault(
                          ErrorClass.TERMINAL, code, config.name() + ": " + e.getMessage())));
      throw e;
    }
    pool.fill();
  }

  /** What the module's other tokens see of this one. */
  private final class OneOfTheModule implements CryptokiModule.Member {
    @Override
    public boolean isDown() {
      return !circuit.isClosed();
    }

    @Override
    public void examine() {
      long code;
      String answer;
      try {
        code =
            Aside.start("token-" + config.name() + "-look", connection::examine)
                .await(config.signTimeout());
        answer = Ckr.name(code);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        code = Ckr.FUNCTION_FAILED;
        answer = "no answer in time";
      }
      if (code != Ckr.OK) {
        String detail = "%s: %s when it was asked".formatted(config.name(), answer);
        circuit.open(new TokenFault(ErrorClass.TOKEN, code, detail));
      }
    }
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
  public Duration callLimit() {
    return config.signTimeout();
  }

  @Override
  public TokenState state() {
    return circuit.state();
  }

  @Override
  public CompletableFuture<TokenResult<TokenSignature>> sign(SignTask task) {
    if (!circuit.isClosed()) {
      return CompletableFuture.completedFuture(attempts.refusedByCircuit());
    }
    return submit(work(task));
  }

  private Work.Task<LaneSession, TokenSignature> work(SignTask task) {
    long submittedNanos = System.nanoTime();
    return new Work.Task<>(
        task.tenant(),
        task.priority(),
        config.signTimeout(),
        task.deadline(),
        lane -> sign(lane, task, submittedNanos));
  }

  private TokenResult<TokenSignature> sign(LaneSession lane, SignTask task, long submittedNanos) {
    long begunNanos = System.nanoTime();
    TokenResult<TokenSignature> result = signing.sign(lane, task);
    return result instanceof TokenResult.Done<TokenSignature> done
        ? new TokenResult.Done<>(
            done.value()
                .timed(
                    new SignTiming(
                        config.name(),
                        begunNanos - submittedNanos,
                        System.nanoTime() - begunNanos)))
        : result;
  }

  @Override
  public TokenResult<TokenSignature> signAndWait(SignTask task) {
    if (!circuit.isClosed()) {
      return attempts.refusedByCircuit();
    }
    Work.Task<LaneSession, TokenSignature> work = work(task);
    Lane<LaneSession> lane = pool.borrow(BORROW_PATIENCE);
    if (lane == null) {
      return submit(work).join();
    }
    try {
      lane.perform(work);
    } finally {
      pool.giveBack(lane);
    }
    return work.future().join();
  }

  private <T> CompletableFuture<TokenResult<T>> submit(Work.Task<LaneSession, T> work) {
    if (!pool.submit(work)) {
      String detail = closed.get() ? " is closed" : " has a full queue";
      work.abandon(
          new TokenFault(ErrorClass.CAPACITY, 0, "token " + config.name() + detail), FULL_WAIT);
    }
    return work.future();
  }

  @Override
  public CompletableFuture<TokenResult<SecretBytes>> deriveSharedSecret(AgreeTask task) {
    return use(
        task.tenant(),
        task.priority(),
        task.deadline(),
        () -> signing.forget(task.key()),
        lane -> Tally.counted(desk.tally().derived, agreement.agree(lane, task)));
  }

  @Override
  public CompletableFuture<TokenResult<Octets>> random(String tenant, int bytes, Instant deadline) {
    Optional<TokenResult<Octets>> unfit = Desk.unfit(bytes);
    return unfit.isPresent()
        ? CompletableFuture.completedFuture(unfit.get())
        : use(
            tenant,
            Priority.APPLICATION,
            deadline,
            () -> {},
            lane -> lane.inside(session -> desk.random(session, bytes)));
  }

  /** What a lane does within a signature's time. */
  @FunctionalInterface
  private interface LaneUse<T> {
    TokenResult<T> on(LaneSession lane) throws CryptokiException;
  }

  private <T> CompletableFuture<TokenResult<T>> use(
      String tenant, Priority priority, Instant deadline, Runnable forget, LaneUse<T> use) {
    return submit(
        new Work.Task<>(
            tenant,
            priority,
            config.signTimeout(),
            deadline,
            lane ->
                late(deadline)
                    .map(Answers::<T>refusedFor)
                    .orElseGet(() -> attempts.run(lane, forget, () -> use.on(lane)))));
  }

  @Override
  public <T> CompletableFuture<TokenResult<T>> administer(
      Instant deadline, Administration<T> operation) {
    return submit(
        new Work.Task<>(
            OURSELVES,
            Priority.ADMINISTRATION,
            GENERATE_LIMIT,
            lane ->
                late(deadline)
                    .map(Answers::<T>refusedFor)
                    .orElseGet(
                        () ->
                            attempts.run(
                                lane,
                                () -> {},
                                () -> connection.writing(s -> operation.run(s, desk))))));
  }

  private Optional<TokenFault> late(Instant deadline) {
    if (clock.instant().isBefore(deadline)) {
      return Optional.empty();
    }
    signing.expired.increment();
    return Optional.of(
        new TokenFault(ErrorClass.EXPIRED, 0, "the deadline " + deadline + " has passed"));
  }

  @Override
  public CompletableFuture<TokenResult<Integer>> destroy(KeyId key, Instant deadline) {
    return administer(
        deadline,
        (session, own) -> {
          try {
            return Destruction.destroy(session, key);
          } finally {
            keys.destroyed(key);
            unwrapped.forgetAllUnder(key);
          }
        });
  }

  @Override
  public TokenVitals vitals() {
    return new TokenVitals(
        !circuit.isClosed(),
        circuit.isClosed() ? pool.lanes() + OTHER_SESSIONS : 0,
        connection.loginFailures(),
        watch.replaced(),
        connection.module().generation(),
        connection.module().copy());
  }

  @Override
  public TokenCounters counters() {
    Tally tally = desk.tally();
    return new TokenCounters(
        signing.signCalls.sum(),
        signing.signed.sum(),
        connection.logins(),
        signing.expired.sum(),
        tally.unwraps.sum(),
        tally.unwrapHits.sum(),
        tally.evictions.sum(),
        unwrapped.size(),
        tally.wraps.sum(),
        tally.generated.sum(),
        tally.derived.sum(),
        tally.randomBytes.sum());
  }

  /** Aside: where a call hangs, so may each of these. */
  private void closeConnection() {
    Aside<Void> closing =
        Aside.start(
            "token-" + config.name() + "-close",
            () -> {
              unwrapped.close();
              connection.close();
              return null;
            });
    try {
      closing.await(config.signTimeout().plus(CLOSE_PATIENCE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("token {} is left open: {}", config.name(), e.toString());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.close(
          new TokenFault(ErrorClass.TOKEN, 0, "token " + config.name() + " is closed"),
          config.signTimeout());
      watch.close();
      circuit.close();
      closeConnection();
    }
  }
}
