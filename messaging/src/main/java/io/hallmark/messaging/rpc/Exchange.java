package io.hallmark.messaging.rpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A connected client: where calls become attempts. Safe for concurrent use. */
final class Exchange {
  private final CallTable table;
  private final PartitionChoice partitions;
  private final RequestSender sender;
  private final CallTimer timer;
  private final AtomicLong calls;
  private final RpcClientMetrics metrics;
  private volatile boolean closed;

  Exchange(
      CallTable table,
      PartitionChoice partitions,
      RequestSender sender,
      CallTimer timer,
      AtomicLong calls,
      RpcClientMetrics metrics) {
    this.table = table;
    this.partitions = partitions;
    this.sender = sender;
    this.timer = timer;
    this.calls = calls;
    this.metrics = metrics;
  }

  CompletableFuture<RpcOutcome> ask(Question question) {
    if (!table.reserve()) {
      metrics.turnedAway.increment();
      return RpcClient.unavailable(RpcCodes.CLIENT_FULL);
    }
    long nowNanos = System.nanoTime();
    Call call = new Call(table, calls.incrementAndGet(), question, nowNanos);
    int partition =
        question.key() == null ? partitions.first(nowNanos) : partitions.ofKey(question.key());
    int attempt = call.begin(partition, partitions.load(partition), nowNanos);
    // Into the table first: the answer may be here before send returns.
    table.put(call);
    timer.watch(call);
    if (closed) {
      fail(call, RpcCodes.CLIENT_CLOSED); // It may have come after close() looked.
      return call;
    }
    sender.send(call, attempt, partition, () -> notSent(call));
    return call;
  }

  /** The first attempt failed. Where another is under way, that one decides. */
  private void notSent(Call call) {
    if (call.attempts() == 1) {
      fail(call, RpcCodes.NOT_SENT);
    }
  }

  /** Nobody will answer any more, nor what is asked from now on. */
  void close() {
    closed = true;
    List.copyOf(table.waiting()).forEach(call -> fail(call, RpcCodes.CLIENT_CLOSED));
  }

  private void fail(Call call, int code) {
    if (table.take(call.sequence()) != null) {
      call.complete(RpcClient.unavailableBecause(code));
    }
  }
}
