package io.hallmark.messaging.rpc;

import io.hallmark.messaging.client.Assignment;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.client.BusPatience;
import io.hallmark.messaging.client.GroupProtocolChoice;
import io.hallmark.messaging.schema.Translation;
import io.hallmark.messaging.topic.Topic;
import io.hallmark.messaging.worker.Heartbeat;
import io.hallmark.messaging.worker.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's thread: connects, polls and dispatches until it is closed. */
final class ServerLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FINISH = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(ServerLoop.class);

  private final Bus bus;
  private final RpcServerSettings settings;
  private final RpcHandler handler;
  private final Clock clock;
  private final Supplier<Heartbeat> heartbeats;
  private final String name;
  private final BusPatience patience;
  private final RpcServerMetrics metrics;
  private final RpcSchemas schemas;
  private final Translation translation;
  private final KnownRequests known = new KnownRequests();
  private final Thread thread;
  private volatile boolean assigned;
  private volatile int partitionsOfAll;
  private volatile int partitionsOwned;
  private volatile Consumer<byte[], byte[]> requests;

  private ServerLoop(
      Bus bus,
      RpcServerSettings settings,
      RpcHandler handler,
      MeterRegistry registry,
      Clock clock,
      Supplier<Heartbeat> heartbeats,
      RpcSchemas schemas) {
    this.bus = bus;
    this.settings = settings;
    this.handler = handler;
    this.clock = clock;
    this.heartbeats = heartbeats;
    this.schemas = schemas;
    this.translation = schemas.translation(settings.bodies());
    name = "rpc-server-" + settings.groupId() + "-" + settings.instance();
    patience = new BusPatience(name, theBus());
    metrics = new RpcServerMetrics(registry, settings.groupId(), known::inHand);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /**
   * Starts the thread.
   *
   * @param schemas of other versions; the loop closes them
   */
  static ServerLoop start(
      Bus bus,
      RpcServerSettings settings,
      RpcHandler handler,
      MeterRegistry registry,
      Clock clock,
      Supplier<Heartbeat> heartbeats,
      RpcSchemas schemas) {
    ServerLoop loop = new ServerLoop(bus, settings, handler, registry, clock, heartbeats, schemas);
    loop.thread.start();
    return loop;
  }

  double share() {
    return partitionsOfAll == 0 ? 1 : (double) partitionsOwned / partitionsOfAll;
  }

  private void owned(int partitions) {
    partitionsOwned = partitions;
    assigned = true;
  }

  Readiness readiness() {
    return assigned ? Readiness.READY : new Readiness(List.of(patience.waitingFor()));
  }

  private void run() {
    patience
        .until(theBus(), () -> BusClients.rpcProducer(bus, name + "-out"))
        .ifPresent(this::runWith);
  }

  private void runWith(Producer<byte[], byte[]> producer) {
    try (ReplySender replies = new ReplySender(name, producer, metrics, known::inHand)) {
      ReplyTopics replyTopics = new ReplyTopics(settings.topics());
      while (!patience.isStopped() && awaitTopics(producer, replyTopics)) {
        serve(producer, replies, replyTopics);
      }
    } finally {
      producer.close(CLOSE);
    }
  }

  /** False when stopped first. */
  private boolean awaitTopics(Producer<byte[], byte[]> producer, ReplyTopics replyTopics) {
    int partitions = 0;
    for (Topic topic : settings.topics()) {
      partitions +=
          patience
              .until(
                  "topic %s on %s".formatted(topic.name(), theBus()),
                  () -> producer.partitionsFor(topic.name()).size())
              .orElse(0);
    }
    partitionsOfAll = partitions;
    return patience
        .until(
            "reply topics on " + theBus(),
            () -> {
              replyTopics.refresh(producer);
              return replyTopics.isReady() ? replyTopics : null;
            })
        .isPresent();
  }

  /** Until stopped, or until the consumer breaks; then it is replaced. */
  private void serve(
      Producer<byte[], byte[]> producer, ReplySender replies, ReplyTopics replyTopics) {
    patience
        .until(
            theBus(),
            () ->
                BusClients.consumer(
                    bus,
                    name + "-in",
                    settings.groupId(),
                    GroupProtocolChoice.read(bus, settings.groupId()),
                    // Of every topic each server has its share. Spread over all topics at once,
                    // one server could own the whole of one: no hedge would reach another.
                    Assignment.RANGE))
        .ifPresent(consumer -> serve(producer, consumer, replies, replyTopics));
  }

  private void serve(
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer,
      ReplySender replies,
      ReplyTopics replyTopics) {
    RequestDispatcher dispatcher =
        new RequestDispatcher(
            handler,
            settings.inFlightMax(),
            replyTopics,
            replies,
            known,
            metrics,
            clock,
            translation);
    PartitionOwnership ownership = new PartitionOwnership(consumer, clock, this::owned);
    requests = consumer;
    try (Heartbeat heartbeat = heartbeats.get()) {
      patience.await("partitions from group " + settings.groupId());
      consumer.subscribe(settings.topics().stream().map(Topic::name).toList(), ownership);
      Housekeeping housekeeping = new Housekeeping(() -> replyTopics.refresh(producer));
      while (!patience.isStopped()) {
        consumer
            .poll(dispatcher.poll(POLL))
            .forEach(r -> dispatcher.accept(r, ownership.progress(r)));
        dispatcher.lookAgain();
        ownership.commitNowAndThen();
        housekeeping.nowAndThen();
        heartbeat.beat();
      }
    } catch (WakeupException e) {
      LOG.debug("{}: woken to stop", name);
    } catch (InterruptException e) {
      LOG.debug("{}: interrupted", name);
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      LOG.warn("{}: requests cannot be read now, starting over: {}", name, e.getMessage());
      patience.pause();
    } finally {
      assigned = false;
      requests = null;
      dispatcher.stop();
      finish(consumer, ownership);
    }
  }

  private void finish(Consumer<byte[], byte[]> consumer, PartitionOwnership ownership) {
    if (patience.isStopped()) {
      awaitInFlight();
    }
    ownership.commitLast();
    consumer.close(CloseOptions.timeout(CLOSE));
  }

  private void awaitInFlight() {
    long giveUpNanos = System.nanoTime() + FINISH.toNanos();
    try {
      while (known.inHand() > 0 && System.nanoTime() - giveUpNanos < 0) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (known.inHand() > 0) {
      LOG.warn("{}: stopped with {} requests unanswered", name, known.inHand());
    }
  }

  private String theBus() {
    return "the bus at " + bus.bootstrapServers();
  }

  @Override
  public void close() {
    patience.stop();
    Consumer<byte[], byte[]> polling = requests;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      thread.join(FINISH.plus(CLOSE).plus(CLOSE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    schemas.close();
  }
}
