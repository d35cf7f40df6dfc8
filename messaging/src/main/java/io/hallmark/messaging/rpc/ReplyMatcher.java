package io.hallmark.messaging.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Matches replies with the calls that wait for them. Confined to the client's thread. */
final class ReplyMatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyMatcher.class);

  private final byte[] caller;
  private final long epoch;
  private final CallTable table;
  private final HedgeDelay hedgeDelay;
  private final RpcClientMetrics metrics;

  ReplyMatcher(
      String caller, long epoch, CallTable table, HedgeDelay hedgeDelay, RpcClientMetrics metrics) {
    this.caller = caller.getBytes(StandardCharsets.UTF_8);
    this.epoch = epoch;
    this.table = table;
    this.hedgeDelay = hedgeDelay;
    this.metrics = metrics;
  }

  void accept(ConsumerRecord<byte[], byte[]> reply) {
    try {
      match(reply);
    } catch (MalformedEnvelopeException e) {
      metrics.malformed.increment();
      LOG.warn(
          "reply at {}-{} offset {} is skipped: {}",
          reply.topic(),
          reply.partition(),
          reply.offset(),
          e.getMessage());
    }
  }

  private void match(ConsumerRecord<byte[], byte[]> reply) {
    if (!Arrays.equals(reply.key(), caller)) {
      metrics.foreign.increment();
      return;
    }
    Correlation correlation = ReplyEnvelope.correlation(reply.headers());
    if (correlation.epoch() != epoch) {
      metrics.foreign.increment();
      return;
    }
    int attempt = ReplyEnvelope.attempt(reply.headers());
    RpcOutcome outcome = ReplyEnvelope.outcome(reply.headers(), reply.value());
    Call call = table.take(correlation.sequence());
    if (call == null) {
      metrics.late.increment();
      return;
    }
    settle(call, attempt, !(outcome instanceof RpcOutcome.Unavailable));
    call.complete(outcome);
  }

  private void settle(Call call, int attempt, boolean useful) {
    long nowNanos = System.nanoTime();
    long latencyNanos = call.answered(attempt, nowNanos, useful);
    if (latencyNanos >= 0) {
      hedgeDelay.observe(latencyNanos);
    }
    metrics.answered.record(nowNanos - call.startNanos(), TimeUnit.NANOSECONDS);
  }
}
