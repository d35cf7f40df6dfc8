package io.hallmark.tools.simulator;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends numbered messages to {@code p2p.out}, as an application would. At a fixed rate it is
 * open-loop: a message carries the time when it was due, so that a bus that holds the sender up is
 * seen in the latency. Safe for concurrent use; each {@link #send} has a producer of its own.
 */
public final class Sender {
  /**
   * A sender that is behind its schedule sends at once, and one ahead of it waits in such steps.
   */
  private static final long WAIT_NANOS_MAX = 50_000_000;

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Bus bus;
  private final EpochNanos time;
  private final Codec<OutboundMessage> codec = Codec.of(OutboundMessage.class);

  public Sender(Bus bus) {
    this(bus, EpochNanos.of(Clock.systemUTC()));
  }

  Sender(Bus bus, EpochNanos time) {
    this.bus = bus;
    this.time = time;
  }

  /**
   * What became of a load.
   *
   * @param acknowledged messages that the bus holds for good
   * @param failed messages that it may or may not hold
   * @param firstFailure why the first of them failed; empty where none did
   */
  public record Outcome(long acknowledged, long failed, String firstFailure) {}

  /**
   * Sends the whole load and waits until the bus has acknowledged it. An interrupt ends it early.
   *
   * @param acknowledged told now and then how many the bus holds, on any thread
   */
  public Outcome send(Load load, LongConsumer acknowledged) {
    Acknowledgements acknowledgements = new Acknowledgements(acknowledged);
    Producer<byte[], byte[]> producer = BusClients.producer(bus, "simulator-sender");
    try {
      sendAll(load, producer, acknowledgements);
      producer.flush();
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(producer);
    }
    return acknowledgements.outcome();
  }

  private void sendAll(
      Load load, Producer<byte[], byte[]> producer, Acknowledgements acknowledgements) {
    long start = time.now();
    for (long number = 0; number < load.messages(); number++) {
      long due = start + load.dueAfterNanos(number);
      if (!awaitDue(due)) {
        return;
      }
      long stamp = load.ratePerSecond() == 0 ? time.now() : due;
      // The callback is told all that this future would tell.
      Future<RecordMetadata> unused =
          producer.send(
              record(load, load.payload(number, stamp)),
              (metadata, failure) -> acknowledgements.count(failure));
    }
  }

  /** Kafka's producer cannot be closed by an interrupted thread, so the flag is put aside. */
  private static void close(Producer<byte[], byte[]> producer) {
    boolean interrupted = Thread.interrupted();
    producer.close(CLOSE);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ProducerRecord<byte[], byte[]> record(Load load, NumberedPayload payload) {
    Route route = load.route();
    OutboundMessage message =
        new OutboundMessage(
            "sim-%d-%d".formatted(payload.run(), payload.number()),
            route.group(),
            route.source(),
            route.destination(),
            null,
            Map.of(),
            payload.encode(load.size()));
    byte[] key = ("key-" + payload.key()).getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(TopicCatalogue.P2P_OUT.name(), key, codec.encode(message));
  }

  /** Whether the time came; false when this thread was interrupted, whose flag stays set. */
  private boolean awaitDue(long due) {
    for (long left = due - time.now(); left > 0; left = due - time.now()) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, WAIT_NANOS_MAX));
    }
    return !Thread.currentThread().isInterrupted();
  }

  /** Counts what the producer's thread reports. */
  private static final class Acknowledgements {
    private final LongConsumer listener;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    Acknowledgements(LongConsumer listener) {
      this.listener = listener;
    }

    void count(Exception failure) {
      if (failure == null) {
        listener.accept(acknowledged.incrementAndGet());
      } else {
        failed.incrementAndGet();
        firstFailure.compareAndSet("", failure.toString());
      }
    }

    Outcome outcome() {
      return new Outcome(acknowledged.get(), failed.get(), firstFailure.get());
    }
  }
}
