package io.hallmark.tools.simulator;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.MalformedRecordException;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import javax.security.auth.x500.X500Principal;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads {@code p2p.in} as an application would (read_committed) and reconciles what arrives with
 * what was to be sent. It reads all partitions by itself, without a group, so that no rebalance can
 * make it count a message twice. Confined to the thread that opened it, but for {@link #expect} and
 * {@link #stop}.
 */
public final class Receiver implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Expectation expectation;
  private final EpochNanos time;
  private final Consumer<byte[], byte[]> consumer;
  private final Codec<InboundMessage> codec = Codec.of(InboundMessage.class);
  private final Tally tally = new Tally();
  private OptionalLong run;
  private volatile long expected;
  private volatile boolean stopped;

  private Receiver(Expectation expectation, EpochNanos time, Consumer<byte[], byte[]> consumer) {
    this.expectation = expectation;
    this.time = time;
    this.consumer = consumer;
    this.run = expectation.run();
    this.expected = expectation.messages();
  }

  /**
   * Opens a receiver that has found its place in every partition: whatever is sent after this
   * returns is counted.
   */
  public static Receiver open(Bus bus, Expectation expectation) {
    return open(bus, expectation, EpochNanos.of(Clock.systemUTC()));
  }

  static Receiver open(Bus bus, Expectation expectation, EpochNanos time) {
    Consumer<byte[], byte[]> consumer = BusClients.reader(bus, "simulator-receiver");
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.P2P_IN.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new ConfigurationException(
            "topic %s does not exist, expected those of the catalogue; 'hallmark kafka-setup apply'"
                    .formatted(TopicCatalogue.P2P_IN.name())
                + " makes them");
      }
      consumer.assign(partitions);
      if (expectation.fromBeginning()) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      // Seeking is lazy: asking for the position is what fixes the place.
      partitions.forEach(consumer::position);
      return new Receiver(expectation, time, consumer);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** Corrects how many to expect, for instance when the bus did not take them all. */
  public void expect(long messages) {
    expected = messages;
  }

  /** Ends {@link #receive} with what has arrived so far. */
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  /**
   * Receives until all have arrived, nothing new has come for the expectation's patience, or {@link
   * #stop}.
   *
   * @param delivered told now and then how many have arrived, on this thread
   */
  public Reconciliation receive(LongConsumer delivered) {
    long lastProgress = time.now();
    long seen = 0;
    while (!stopped && !isOver(time.now() - lastProgress)) {
      poll();
      if (tally.seen() != seen) {
        seen = tally.seen();
        lastProgress = time.now();
        delivered.accept(tally.delivered());
      }
    }
    return tally.against(expected);
  }

  private boolean isOver(long idleNanos) {
    Duration limit = tally.delivered() >= expected ? expectation.settle() : expectation.patience();
    return idleNanos > limit.toNanos();
  }

  private void poll() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        count(record);
      }
    } catch (WakeupException e) {
      // Only stop() wakes the consumer up, and says so in its flag before.
      assert stopped;
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    InboundMessage message;
    try {
      message = codec.decode(record.value());
    } catch (MalformedRecordException e) {
      tally.unreadable();
      return;
    }
    if (!isForUs(message)) {
      return;
    }
    Optional<NumberedPayload> payload = NumberedPayload.decode(message.getPayload());
    if (payload.isEmpty()) {
      tally.unreadable();
    } else if (isOfOurRun(payload.get().run())) {
      tally.arrived(payload.get(), time.now());
    }
  }

  private boolean isForUs(InboundMessage message) {
    return message.getGroup().equals(expectation.group())
        && sameName(message.getDestination(), expectation.destination());
  }

  private static boolean sameName(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return new X500Principal(one).equals(new X500Principal(other));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isOfOurRun(long other) {
    if (run.isEmpty()) {
      run = OptionalLong.of(other);
    }
    return run.getAsLong() == other;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
