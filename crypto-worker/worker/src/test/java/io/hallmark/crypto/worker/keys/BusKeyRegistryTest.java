package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyFilter;
import io.hallmark.crypto.KeyInfo;
import io.hallmark.crypto.KeyLife;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeyPageRequest;
import io.hallmark.crypto.KeyState;
import io.hallmark.crypto.worker.policy.RegisteredKey;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.BusClients;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on a real broker. */
class BusKeyRegistryTest {
  private static final Duration READ_MAX = Duration.ofMinutes(2);

  /** {@code -Dhallmark.test.keys=1000000} for all that the design promises. */
  private static final int KEYS = Integer.getInteger("hallmark.test.keys", 100_000);

  private static final int HEAP_BYTES_PER_KEY_MAX = 300;

  private static EmbeddedBroker broker;
  private static Bus bus;
  private static BusKeyRegistry registry;
  private static long heapBytesPerKey;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder);
    bus = Bus.at(broker.bootstrapServers());
    TopicCreation.create(bus, TopicCatalogue.all());
    writeAll(new BulkKeys());
    long before = HeapUse.bytes();
    registry = open("crypto-worker-1");
    heapBytesPerKey = (HeapUse.bytes() - before) / KEYS;
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  /** The broker is in this JVM too; it holds records in files. */
  @Test
  void start_manyWrappedKeys_areAllReadAndTakeLittleHeap() {
    System.out.printf("of %d keys each takes %d bytes of heap%n", KEYS, heapBytesPerKey);
    assertThat(heapBytesPerKey).isLessThanOrEqualTo(HEAP_BYTES_PER_KEY_MAX);
    assertThat(registry.wrapped("bulk")).containsExactly(Map.entry(1, (long) KEYS));
  }

  @Test
  void page_afterPage_givesEveryKeyOnceAndInOrder() {
    Optional<KeyName> after = Optional.empty();
    KeyName last = null;
    int count = 0;
    do {
      KeyRegistry.Page page =
          registry.page(
              new KeyFilter(
                  Optional.of("bulk"), Optional.empty(), Optional.empty(), Optional.empty(), ""),
              new KeyPageRequest(500, after));
      for (RegisteredKey key : page.keys()) {
        assertThat(last == null || last.compareTo(key.info().name()) < 0).isTrue();
        last = key.info().name();
        count++;
      }
      after = page.next();
    } while (after.isPresent());

    assertThat(count).isEqualTo(KEYS);
  }

  @Test
  void put_ofOneRevisionByTwoWorkers_holdsForOneAndTheOtherAsksAgain() throws Exception {
    KeyName name = KeyName.parse(BulkKeys.name(7));
    try (BusKeyRegistry other = open("crypto-worker-2")) {
      RegisteredKey read = registry.find(name).orElseThrow();
      RegisteredKey disabled = with(read, KeyState.DISABLED);
      CryptoResult<RegisteredKey> first = other.put(disabled, inAMinute());
      CryptoResult<RegisteredKey> second =
          registry.put(
              read.with(read.info().with(read.info().life().endingAt(Instant.EPOCH))), inAMinute());

      assertThat(first).isInstanceOf(CryptoResult.Done.class);
      assertThat(second).isInstanceOf(CryptoResult.Unavailable.class);
      // Written again with a later revision, so that compaction keeps it.
      await()
          .atMost(READ_MAX)
          .until(() -> registry.find(name).orElseThrow().revision() == read.revision() + 2);
      assertThat(registry.find(name).orElseThrow().info().life().state())
          .isEqualTo(KeyState.DISABLED);
    }
  }

  @Test
  void remove_knownKey_isGone() throws Exception {
    KeyName name = new KeyName("brief", "key");
    RegisteredKey sample = registry.find(KeyName.parse(BulkKeys.name(1))).orElseThrow();
    RegisteredKey named =
        new RegisteredKey(
            named(sample, name),
            sample.ckaId(),
            sample.blob(),
            sample.leftovers(),
            sample.policy(),
            0);
    assertThat(registry.put(named, inAMinute())).isInstanceOf(CryptoResult.Done.class);

    assertThat(registry.remove(name, inAMinute())).isInstanceOf(CryptoResult.Done.class);
    assertThat(registry.find(name)).isEmpty();
  }

  private static KeyInfo named(RegisteredKey key, KeyName name) {
    KeyInfo info = key.info();
    return new KeyInfo(
        name,
        info.category(),
        info.spec(),
        info.publicKey(),
        info.tokens(),
        info.purpose(),
        info.storage(),
        info.life(),
        info.certificates(),
        info.history());
  }

  private static RegisteredKey with(RegisteredKey key, KeyState state) {
    KeyLife life = key.info().life().with(state);
    return key.with(key.info().with(life));
  }

  private static BusKeyRegistry open(String instance) {
    BusKeyRegistry opened =
        BusKeyRegistry.start(
            new WorkerEnvironment(bus, instance, new SimpleMeterRegistry(), Clock.systemUTC()));
    await()
        .atMost(READ_MAX)
        .untilAsserted(() -> assertThat(opened.readiness().waitingFor()).isEmpty());
    return opened;
  }

  private static void writeAll(BulkKeys bulk) {
    try (Producer<byte[], byte[]> producer = BusClients.producer(bus, "bulk")) {
      for (int number = 0; number < KEYS; number++) {
        byte[] name = BulkKeys.name(number).getBytes(StandardCharsets.US_ASCII);
        var unused =
            producer.send(
                new ProducerRecord<>(TopicCatalogue.CRYPTO_KEYS.name(), name, bulk.record(number)));
      }
    }
  }

  private static Instant inAMinute() {
    return Instant.now().plusSeconds(60);
  }
}
