package io.hallmark.messaging.rpc;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.client.BusPatience;
import io.hallmark.messaging.schema.Translation;
import io.hallmark.messaging.worker.Heartbeat;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's thread: connects, then reads replies until it is closed. Owns the producer, the
 * consumer and the timer.
 */
final class ClientLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CONFIRM = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ClientLoop.class);

  private final Bus bus;
  private final RpcClientSettings settings;
  private final Clock clock;
  private final String name;
  private final Supplier<Heartbeat> heartbeats;
  private final BusPatience patience;
  private final CallTable table;
  private final RpcClientMetrics metrics;
  private final HedgeDelay hedgeDelay = new HedgeDelay();
  private final long epoch = ThreadLocalRandom.current().nextLong();
  private final RpcSchemas schemas;
  private final Thread thread;
  private volatile Exchange exchange;
  private volatile Consumer<byte[], byte[]> replies;

  private ClientLoop(
      Bus bus,
      RpcClientSettings settings,
      MeterRegistry registry,
      Clock clock,
      Supplier<Heartbeat> heartbeats,
      RpcSchemas schemas) {
    this.bus = bus;
    this.schemas = schemas;
    this.heartbeats = heartbeats;
    this.settings = settings;
    this.clock = clock;
    name = "rpc-client-" + settings.requests().name() + "-" + settings.caller();
    patience = new BusPatience(name, "the bus at " + bus.bootstrapServers());
    table = new CallTable(settings.inFlightMax());
    metrics = new RpcClientMetrics(registry, settings.requests().name(), table::size);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param schemas of other versions; the loop closes them
   */
  static ClientLoop start(
      Bus bus,
      RpcClientSettings settings,
      MeterRegistry registry,
      Clock clock,
      Supplier<Heartbeat> heartbeats,
      RpcSchemas schemas) {
    ClientLoop loop = new ClientLoop(bus, settings, registry, clock, heartbeats, schemas);
    loop.thread.start();
    return loop;
  }

  /** Where calls are made; null while not connected. */
  Exchange exchange() {
    return exchange;
  }

  String waitingFor() {
    return patience.waitingFor();
  }

  boolean isClosed() {
    return patience.isStopped();
  }

  private void run() {
    patience
        .until(theBus(), () -> BusClients.rpcProducer(bus, name + "-out"))
        .ifPresent(this::runWith);
  }

  private void runWith(Producer<byte[], byte[]> producer) {
    try {
      patience
          .until(theBus(), () -> BusClients.reader(bus, name + "-in"))
          .ifPresent(consumer -> runWith(producer, consumer));
    } finally {
      producer.close(CLOSE);
    }
  }

  private void runWith(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer) {
    CallTimer timer = null;
    try {
      replies = consumer;
      Optional<ReplyAddress> address = confirmReplies(consumer);
      Optional<Integer> partitions = requestPartitions(producer);
      if (address.isPresent() && partitions.isPresent()) {
        timer = open(producer, address.get(), partitions.get());
        LOG.info("{}: ready, answers come on {}", name, address.get());
        readReplies(consumer);
      }
    } finally {
      Exchange last = exchange;
      exchange = null;
      if (last != null) {
        last.close();
      }
      if (timer != null) {
        timer.stop();
      }
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  /** A reply that came before its reader knew where the end is would be lost. */
  private Optional<ReplyAddress> confirmReplies(Consumer<byte[], byte[]> consumer) {
    String topic = settings.replies().name();
    return patience.until(
        "topic %s on %s".formatted(topic, theBus()),
        () -> {
          List<PartitionInfo> partitions = consumer.partitionsFor(topic, CONFIRM);
          if (partitions == null || partitions.isEmpty()) {
            return null;
          }
          ReplyAddress address = ReplyAddress.of(topic, settings.caller(), partitions.size());
          TopicPartition partition = new TopicPartition(topic, address.partition());
          consumer.assign(List.of(partition));
          consumer.seekToEnd(List.of(partition));
          LOG.debug("{}: end is {}", name, consumer.position(partition, CONFIRM));
          return address;
        });
  }

  private Optional<Integer> requestPartitions(Producer<byte[], byte[]> producer) {
    String topic = settings.requests().name();
    return patience.until(
        "topic %s on %s".formatted(topic, theBus()), () -> producer.partitionsFor(topic).size());
  }

  private CallTimer open(
      Producer<byte[], byte[]> producer, ReplyAddress address, int partitionCount) {
    PartitionChoice partitions = new PartitionChoice(partitionCount, System.nanoTime());
    RequestSender sender = new RequestSender(producer, settings, address, epoch);
    AtomicLong calls = new AtomicLong();
    CallTimer timer = new CallTimer(table, sender, partitions, hedgeDelay, calls, metrics, clock);
    Thread timing = new Thread(() -> timer.run(heartbeats), name + "-timer");
    timing.setDaemon(true);
    timing.start();
    exchange = new Exchange(table, partitions, sender, timer, calls, metrics);
    return timer;
  }

  private void readReplies(Consumer<byte[], byte[]> consumer) {
    Translation translation = schemas.translation(settings.bodies());
    ReplyMatcher matcher =
        new ReplyMatcher(settings.caller(), epoch, table, hedgeDelay, metrics, translation);
    try (Heartbeat heartbeat = heartbeats.get()) {
      while (!patience.isStopped() && poll(consumer, matcher)) {
        heartbeat.beat();
      }
    }
  }

  /** False where the thread was told to end. */
  private boolean poll(Consumer<byte[], byte[]> consumer, ReplyMatcher matcher) {
    try {
      consumer.poll(matcher.poll(POLL)).forEach(matcher::accept);
      matcher.lookAgain();
    } catch (WakeupException e) {
      LOG.debug("{}: woken to stop", name);
    } catch (InterruptException e) {
      LOG.debug("{}: interrupted", name);
      return false;
    } catch (KafkaException e) {
      LOG.warn("{}: replies cannot be read now: {}", name, e.getMessage());
      patience.pause();
    }
    return true;
  }

  private String theBus() {
    return "the bus at " + bus.bootstrapServers();
  }

  @Override
  public void close() {
    patience.stop();
    Consumer<byte[], byte[]> reading = replies;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(3 * CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    schemas.close();
  }
}
