package io.hallmark.messaging.rpc;

import io.hallmark.messaging.worker.Heartbeat;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks every few milliseconds at calls that have waited for a while: those past their deadline are
 * completed, those unanswered for too long are sent again. One thread; sleeps while nothing waits.
 */
final class CallTimer {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Ticks without work before it sleeps, so that one call after the other does not wake it. */
  private static final int IDLE_TICKS_MAX = 40;

  private final CallTable table;
  private final RequestSender sender;
  private final PartitionChoice partitions;
  private final HedgeDelay hedgeDelay;
  private final HedgeBudget budget = new HedgeBudget();
  private final CallWatch watch = new CallWatch();
  private final AtomicLong calls;
  private final RpcClientMetrics metrics;
  private final Clock clock;
  private volatile boolean asleep;
  private volatile boolean stopped;
  private volatile Thread thread;

  CallTimer(
      CallTable table,
      RequestSender sender,
      PartitionChoice partitions,
      HedgeDelay hedgeDelay,
      AtomicLong calls,
      RpcClientMetrics metrics,
      Clock clock) {
    this.table = table;
    this.sender = sender;
    this.partitions = partitions;
    this.hedgeDelay = hedgeDelay;
    this.calls = calls;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** There is a new call, in the table already. Cheap unless the timer sleeps. */
  void watch(Call call) {
    watch.add(call);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  void run(Supplier<Heartbeat> heartbeats) {
    thread = Thread.currentThread();
    try (Heartbeat heartbeat = heartbeats.get()) {
      run(heartbeat);
    }
  }

  private void run(Heartbeat heartbeat) {
    int idleTicks = 0;
    while (!stopped) {
      heartbeat.beat();
      idleTicks = table.size() > 0 ? 0 : idleTicks + 1;
      // Idle ones too: what was answered is let go of by the next look.
      tick(clock.millis(), System.nanoTime());
      if (idleTicks <= IDLE_TICKS_MAX) {
        LockSupport.parkNanos(this, TICK_NANOS);
      } else {
        sleep();
      }
    }
  }

  private void sleep() {
    asleep = true;
    // A call made between the caller's look at "asleep" and this line is seen here.
    if (table.size() == 0) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    }
    asleep = false;
  }

  private void tick(long nowMillis, long nowNanos) {
    budget.refill(calls.get());
    for (Call call : watch.old(hedgeDelay.nanos(), nowMillis, nowNanos)) {
      if (nowMillis >= call.question().deadlineMillis()) {
        expire(call);
      } else if (call.question().mayRepeat() && isOverdue(call, nowNanos)) {
        sendAgain(call, nowNanos);
      }
    }
  }

  /** Each further attempt waits twice as long as the one before. */
  private boolean isOverdue(Call call, long nowNanos) {
    int attempts = call.attempts();
    return attempts > 0
        && attempts < Math.min(Call.ATTEMPTS_MAX, partitions.size())
        && call.sinceLastNanos(nowNanos) >= hedgeDelay.nanos() << (attempts - 1);
  }

  private void sendAgain(Call call, long nowNanos) {
    call.blameLast(nowNanos);
    if (!budget.take()) {
      return;
    }
    int partition = partitions.next(call.tried(), nowNanos);
    int attempt = call.begin(partition, partitions.load(partition), nowNanos);
    if (attempt > 0) {
      // A repeat that the bus does not take leaves the earlier attempts as they are.
      sender.send(call, attempt, partition, () -> {});
      metrics.repeated.increment();
    }
  }

  private void expire(Call call) {
    if (table.take(call.sequence()) != null) {
      metrics.expired.increment();
      call.complete(RpcClient.unavailableBecause(RpcCodes.NO_ANSWER));
    }
  }
}
