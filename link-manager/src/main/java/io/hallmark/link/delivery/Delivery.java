package io.hallmark.link.delivery;

import io.hallmark.crypto.SigningClient;
import io.hallmark.link.handshake.Handshakes;
import io.hallmark.link.handshake.HelloLimit;
import io.hallmark.link.handshake.Suite;
import io.hallmark.link.peering.Peering;
import io.hallmark.link.peering.PeeringCounters;
import io.hallmark.link.peering.PeeringLimits;
import io.hallmark.link.peering.Signatures;
import io.hallmark.link.routing.Directory;
import io.hallmark.link.routing.Router;
import io.hallmark.link.transport.BusTransport;
import io.hallmark.messaging.client.Assignment;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.client.BusUnavailableException;
import io.hallmark.messaging.client.GroupProtocolChoice;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.worker.Heartbeat;
import io.hallmark.messaging.worker.Readiness;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery thread of a link manager: waits for what it needs, then turns the loop until it is
 * closed. What goes wrong with the bus is waited out. Safe for concurrent use.
 */
public final class Delivery implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOG_AGAIN = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

  /** Turns that may fail one after the other before all clients are opened anew. */
  private static final int FAILED_TURNS_MAX = 3;

  private final WorkerEnvironment environment;
  private final DeliverySettings settings;
  private final List<Suite> suites;
  private final HelloLimit helloLimit;
  private final SigningClient signing;
  private final Directory directory;
  private final DeliveryCounters counters;
  private final String clientId;
  private final Thread thread;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<Consumer<byte[], byte[]>> polling = new AtomicReference<>();
  private volatile List<String> waitingFor = List.of("delivery to start");

  private Delivery(
      WorkerEnvironment environment,
      DeliverySettings settings,
      List<Suite> suites,
      HelloLimit helloLimit,
      SigningClient signing,
      Directory directory) {
    this.environment = environment;
    this.settings = settings;
    this.suites = List.copyOf(suites);
    this.helloLimit = helloLimit;
    this.signing = signing;
    this.directory = directory;
    this.counters = new DeliveryCounters(environment.metrics());
    this.clientId = Role.LINK_MANAGER.id() + "-" + environment.instance();
    this.thread = new Thread(this::run, clientId + "-delivery");
  }

  /** Starts the thread and returns; signing client and directory stay the caller's to close. */
  public static Delivery start(
      WorkerEnvironment environment,
      DeliverySettings settings,
      List<Suite> suites,
      HelloLimit helloLimit,
      SigningClient signing,
      Directory directory) {
    Delivery delivery = new Delivery(environment, settings, suites, helloLimit, signing, directory);
    delivery.thread.setDaemon(true);
    delivery.thread.start();
    return delivery;
  }

  @Override
  public Readiness readiness() {
    return new Readiness(waitingFor);
  }

  private void run() {
    try (Heartbeat heartbeat = environment.heartbeats().get()) {
      run(heartbeat);
    }
    waitingFor = List.of("nothing: it was stopped");
  }

  private void run(Heartbeat heartbeat) {
    while (!isStopping()) {
      try {
        heartbeat.rest();
        work(heartbeat);
      } catch (KafkaException | BusUnavailableException e) {
        waitingFor = List.of("the bus: " + e.getMessage());
        LOG.warn("delivery begins anew in {}: {}", RETRY_AFTER, e.toString());
        pause(RETRY_AFTER);
      } catch (RuntimeException e) {
        waitingFor = List.of("delivery to recover from " + e);
        LOG.error("delivery begins anew in {}", RETRY_AFTER, e);
        pause(RETRY_AFTER);
      }
    }
  }

  private void work(Heartbeat heartbeat) {
    waitingFor = List.of("the bus at " + environment.bus());
    Ground ground = Ground.read(environment.bus(), clientId);
    if (!awaitOthers()) {
      return;
    }
    // The loop closes the consumer within its limit; here it is closed where no loop could be made.
    try (Consumer<byte[], byte[]> consumer = consumer();
        BusTransport transport =
            BusTransport.open(environment.bus(), clientId + "-frames", counters.lost::increment);
        DeliveryLoop loop = loop(ground, consumer, transport, heartbeat)) {
      polling.set(consumer);
      waitingFor = List.of("a place in group " + Role.LINK_MANAGER.id());
      loop.subscribe();
      turnUntilStopped(loop);
    } finally {
      polling.set(null);
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    String group = Role.LINK_MANAGER.id();
    GroupProtocolChoice protocol = GroupProtocolChoice.read(environment.bus(), group);
    return BusClients.consumer(environment.bus(), clientId, group, protocol, Assignment.RANGE);
  }

  private DeliveryLoop loop(
      Ground ground,
      Consumer<byte[], byte[]> consumer,
      BusTransport transport,
      Heartbeat heartbeat) {
    PeeringLimits limits = PeeringLimits.DEFAULT;
    Signatures signatures =
        new Signatures(signing, environment.clock(), limits.signatureWithin(), consumer::wakeup);
    Peering peering =
        new Peering(
            directory,
            Handshakes.create(new SecureRandom(), environment.clock()),
            suites,
            signatures,
            transport,
            helloLimit,
            limits,
            new PeeringCounters(environment.metrics()),
            environment.clock(),
            new SplittableRandom());
    Desk desk =
        new Desk(
            ground,
            settings,
            new Ledger(environment.bus(), clientId),
            environment.codec(OutboundMessage.class),
            new Records(environment.clock()),
            new Router(directory),
            peering,
            counters,
            System::nanoTime);
    StateLoader loader = StateLoader.open(environment, clientId, Role.LINK_MANAGER.id());
    return new DeliveryLoop(consumer, loader, signatures, desk, heartbeat);
  }

  private void turnUntilStopped(DeliveryLoop loop) {
    int failed = 0;
    while (!isStopping()) {
      try {
        loop.turn();
        failed = 0;
        waitingFor = reasons(loop);
      } catch (RuntimeException e) {
        failed++;
        if (isStopping() || failed > FAILED_TURNS_MAX) {
          throw e;
        }
        LOG.warn("a batch was undone and begins again: {}", e.toString(), e);
        loop.recover();
      }
    }
  }

  private static List<String> reasons(DeliveryLoop loop) {
    if (!loop.isMember()) {
      return List.of("a place in group " + Role.LINK_MANAGER.id());
    }
    return loop.isSettled() ? List.of() : List.of("recorded positions of its partitions");
  }

  /** Waits for the membership and the crypto worker; false when stopped meanwhile. */
  private boolean awaitOthers() {
    long logged = System.nanoTime();
    while (!isStopping()) {
      List<String> missing = missing();
      if (missing.isEmpty()) {
        return true;
      }
      waitingFor = missing;
      if (System.nanoTime() - logged > LOG_AGAIN.toNanos()) {
        logged = System.nanoTime();
        LOG.info("waiting for {}", missing);
      }
      pause(LOOK_AGAIN);
    }
    return false;
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!directory.isComplete()) {
      missing.add("the membership view");
    }
    if (!signing.isReady()) {
      missing.add("the reply partition for signatures");
    }
    return missing;
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void pause(Duration duration) {
    try {
      if (stop.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("stopped while waiting");
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and it asks by the latch.
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  /** Finishes the turn it is in and leaves the group. */
  @Override
  public void close() {
    stop.countDown();
    Consumer<byte[], byte[]> consumer = polling.get();
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("delivery did not stop within {}", STOP_WITHIN);
    }
  }
}
