package io.hallmark.messaging.rpc;

import io.hallmark.messaging.schema.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private final Translation translation;
  private final AwaitedSchemas<Answer> awaited;

  /** An answer whose body is of another version. */
  private record Answer(long sequence, int attempt) {
    /** For a log. */
    @Override
    public String toString() {
      return "answer to request " + sequence;
    }
  }

  ReplyMatcher(
      String caller,
      long epoch,
      CallTable table,
      HedgeDelay hedgeDelay,
      RpcClientMetrics metrics,
      Translation translation) {
    this.caller = caller.getBytes(StandardCharsets.UTF_8);
    this.epoch = epoch;
    this.table = table;
    this.hedgeDelay = hedgeDelay;
    this.metrics = metrics;
    this.translation = translation;
    this.awaited = new AwaitedSchemas<>(translation, new OfOtherVersions());
  }

  /** How long the next poll may take. */
  Duration poll(Duration usual) {
    return awaited.poll(usual);
  }

  /** Goes on with answers of other versions whose schema has come. */
  void lookAgain() {
    awaited.lookAgain();
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
    if (outcome instanceof RpcOutcome.Done done && !translation.isOwn(done.reply().bytes())) {
      // The call stays in the table: its deadline holds, and another attempt may be answered first.
      awaited.take(
          new Answer(correlation.sequence(), attempt),
          done.reply().bytes(),
          AwaitedSchemas.WAIT_MAX.toNanos());
    } else {
      complete(correlation.sequence(), attempt, outcome);
    }
  }

  private void complete(long sequence, int attempt, RpcOutcome outcome) {
    Call call = table.take(sequence);
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

  private final class OfOtherVersions implements AwaitedSchemas.Outcomes<Answer> {
    @Override
    public void readable(Answer of, byte[] body) {
      complete(of.sequence(), of.attempt(), new RpcOutcome.Done(Body.wrap(body)));
    }

    @Override
    public void unreadable(Answer of) {
      metrics.schemaUnknown.increment();
      complete(of.sequence(), of.attempt(), RpcClient.unavailableBecause(RpcCodes.SCHEMA_UNKNOWN));
    }
  }
}
