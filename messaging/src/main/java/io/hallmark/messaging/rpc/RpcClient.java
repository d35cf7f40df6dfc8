package io.hallmark.messaging.rpc;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.worker.Heartbeat;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks servers over the bus. Safe for concurrent use.
 *
 * <p>A request carries an absolute deadline, and every future completes by then, normally: with the
 * server's answer or {@link RpcOutcome.Unavailable}. It completes on a thread of this client (at
 * once, on the caller's, where the request is not even sent): do little there, or hand over.
 * Cancelling a future gives back its place at once; a server may still do the work.
 *
 * <p>Requests must be idempotent. One that is not answered within the recent 99th percentile is
 * sent again to another partition, so that the death of one server fails no call.
 */
public final class RpcClient implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofMillis(100);

  private final RpcClientSettings settings;
  private final Clock clock;
  private final ClientLoop loop;

  private RpcClient(RpcClientSettings settings, Clock clock, ClientLoop loop) {
    this.settings = settings;
    this.clock = clock;
    this.loop = loop;
  }

  /** Returns at once; connects in the background and for as long as it takes. */
  public static RpcClient start(Bus bus, RpcClientSettings settings, MeterRegistry metrics) {
    return start(bus, settings, metrics, Clock.systemUTC());
  }

  public static RpcClient start(
      Bus bus, RpcClientSettings settings, MeterRegistry metrics, Clock clock) {
    return new RpcClient(
        settings,
        clock,
        ClientLoop.start(
            bus,
            settings,
            metrics,
            clock,
            () -> Heartbeat.NONE,
            RpcSchemas.own(
                bus,
                "rpc-client-%s-%s".formatted(settings.requests().name(), settings.caller()),
                metrics)));
  }

  /** The same for a worker, whose watchdog then watches the client's threads. */
  public static RpcClient start(WorkerEnvironment environment, RpcClientSettings settings) {
    return new RpcClient(
        settings,
        environment.clock(),
        ClientLoop.start(
            environment.bus(),
            settings,
            environment.metrics(),
            environment.clock(),
            environment.heartbeats(),
            RpcSchemas.lent(environment.schemas())));
  }

  /** Sends {@code body} wherever it is answered soonest. */
  public CompletableFuture<RpcOutcome> call(Body body, Instant deadline) {
    return call(body, deadline, "");
  }

  /**
   * The same, within a trace.
   *
   * @param traceparent W3C trace context, or empty
   */
  public CompletableFuture<RpcOutcome> call(Body body, Instant deadline, String traceparent) {
    return ask(new Question(null, body, deadline.toEpochMilli(), traceparent, settings.hedge()));
  }

  /**
   * Sends {@code body} to the partition of its key, once: requests of one key reach one server, one
   * after the other.
   */
  public CompletableFuture<RpcOutcome> callKeyed(String key, Body body, Instant deadline) {
    return ask(new Question(key, body, deadline.toEpochMilli(), "", false));
  }

  /** Whether requests can be sent: the end of the own reply partition is confirmed. */
  public boolean isReady() {
    return loop.exchange() != null;
  }

  public Readiness readiness() {
    return isReady() ? Readiness.READY : new Readiness(List.of(loop.waitingFor()));
  }

  private CompletableFuture<RpcOutcome> ask(Question question) {
    if (question.deadlineMillis() <= clock.millis()) {
      return unavailable(RpcCodes.NO_ANSWER);
    }
    Exchange exchange = loop.exchange();
    if (exchange == null) {
      return unavailable(loop.isClosed() ? RpcCodes.CLIENT_CLOSED : RpcCodes.CLIENT_NOT_READY);
    }
    return exchange.ask(question);
  }

  static CompletableFuture<RpcOutcome> unavailable(int code) {
    return CompletableFuture.completedFuture(unavailableBecause(code));
  }

  static RpcOutcome unavailableBecause(int code) {
    return new RpcOutcome.Unavailable(code, RETRY_AFTER);
  }

  /** Completes what waits as unavailable, and stops. Idempotent. */
  @Override
  public void close() {
    loop.close();
  }
}
