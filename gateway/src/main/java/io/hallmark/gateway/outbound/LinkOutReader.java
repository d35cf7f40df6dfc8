package io.hallmark.gateway.outbound;

import io.hallmark.messaging.client.Assignment;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.client.GroupProtocolChoice;
import io.hallmark.messaging.worker.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code link.out} on a thread of its own, as one of the group {@code gateway}.
 *
 * <p>Offsets are committed for what was read, whatever became of it: a frame needs no durability,
 * because the link manager sends again what its peer has not acknowledged. While too many bytes
 * wait to be sent, partitions are paused and only polled to stay in the group.
 */
final class LinkOutReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LinkOutReader.class);
  private static final String GROUP = "gateway";
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration POLL_WHILE_FULL = Duration.ofMillis(10);
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long NOT_READY_MILLIS = 50;
  private static final long START_AGAIN_MILLIS = 1_000;
  private static final long JOIN_MILLIS = 5_000;

  private final OutboundPump.Parts parts;
  private final Routes routes;
  private final FrameBuffer buffer;
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile boolean stopping;

  private LinkOutReader(OutboundPump.Parts parts, Routes routes, FrameBuffer buffer) {
    this.parts = parts;
    this.routes = routes;
    this.buffer = buffer;
    this.thread = new Thread(this::run, "gateway-link-out");
    thread.setDaemon(true);
  }

  static LinkOutReader start(OutboundPump.Parts parts, Routes routes, FrameBuffer buffer) {
    LinkOutReader reader = new LinkOutReader(parts, routes, buffer);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try (Heartbeat heartbeat = parts.heartbeats().get()) {
      run(heartbeat);
    }
  }

  private void run(Heartbeat heartbeat) {
    while (!stopping) {
      heartbeat.rest();
      try {
        if (parts.ready().getAsBoolean()) {
          readUntilStopped(heartbeat);
        } else {
          Thread.sleep(NOT_READY_MILLIS);
        }
      } catch (WakeupException e) {
        log.debug("told to stop");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.warn("reading {} failed and begins again: {}", parts.topic(), e.toString());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(START_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readUntilStopped(Heartbeat heartbeat) {
    GroupProtocolChoice protocol = GroupProtocolChoice.read(parts.bus(), GROUP);
    try (Consumer<byte[], byte[]> opened =
        BusClients.consumer(parts.bus(), parts.clientId(), GROUP, protocol, Assignment.SPREAD)) {
      consumer = opened;
      opened.subscribe(List.of(parts.topic()));
      long committed = System.nanoTime();
      while (!stopping) {
        heartbeat.beat();
        readOnce(opened);
        if (System.nanoTime() - committed > COMMIT_NANOS) {
          opened.commitAsync();
          committed = System.nanoTime();
        }
      }
    } finally {
      consumer = null;
    }
  }

  private void readOnce(Consumer<byte[], byte[]> from) {
    boolean paused = !from.paused().isEmpty();
    if (buffer.isFull()) {
      from.pause(from.assignment());
    } else if (paused && buffer.hasRoom()) {
      from.resume(from.paused());
    }
    ConsumerRecords<byte[], byte[]> records = from.poll(buffer.isFull() ? POLL_WHILE_FULL : POLL);
    if (!records.isEmpty()) {
      Iterable<ConsumerRecord<byte[], byte[]>> all = records;
      routes.offer(all);
    }
  }

  @Override
  public void close() {
    stopping = true;
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    } else {
      thread.interrupt();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
