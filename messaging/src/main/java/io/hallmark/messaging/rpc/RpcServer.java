package io.hallmark.messaging.rpc;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.worker.Heartbeat;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * Answers requests that come over the bus. Safe for concurrent use.
 *
 * <p>One thread polls, decodes and hands each request to the handler; answers may be given from any
 * thread. Requests past their deadline are dropped and counted; those beyond the bound in flight
 * are answered {@link RpcOutcome.Unavailable}. A request of another version waits for its schema,
 * for a bounded time, and holds up no other; the handler is given it in this version's. A request
 * may reach the handler more than once, but the next attempt at one whose answer is under way is
 * left out. While many requests are in hand answers are held for a moment, to go together. When the
 * bus is away it waits for as long as it takes, and says so in its readiness.
 */
public final class RpcServer implements AutoCloseable {
  private final ServerLoop loop;

  private RpcServer(ServerLoop loop) {
    this.loop = loop;
  }

  /** Returns at once; connects in the background. */
  public static RpcServer start(
      Bus bus, RpcServerSettings settings, RpcHandler handler, MeterRegistry metrics) {
    return start(bus, settings, handler, metrics, Clock.systemUTC());
  }

  public static RpcServer start(
      Bus bus, RpcServerSettings settings, RpcHandler handler, MeterRegistry metrics, Clock clock) {
    RpcSchemas schemas =
        RpcSchemas.own(
            bus, "rpc-server-%s-%s".formatted(settings.groupId(), settings.instance()), metrics);
    return new RpcServer(
        ServerLoop.start(bus, settings, handler, metrics, clock, () -> Heartbeat.NONE, schemas));
  }

  /** The same for a worker, whose watchdog then watches the poll thread. */
  public static RpcServer start(
      WorkerEnvironment environment, RpcServerSettings settings, RpcHandler handler) {
    return new RpcServer(
        ServerLoop.start(
            environment.bus(),
            settings,
            handler,
            environment.metrics(),
            environment.clock(),
            environment.heartbeats(),
            RpcSchemas.lent(environment.schemas())));
  }

  /** Ready once the group has given this instance its share of the partitions. */
  public Readiness readiness() {
    return loop.readiness();
  }

  /** Its share of the request partitions, 0 to 1; what is divided among servers goes by it. */
  public double share() {
    return loop.share();
  }

  /**
   * Stops taking requests, waits a few seconds at most for those that are with the handler, leaves
   * the group. Idempotent.
   */
  @Override
  public void close() {
    loop.close();
  }
}
