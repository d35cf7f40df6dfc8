package io.hallmark.link.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.wire.p2p.DeliveryReceipt;
import io.hallmark.messaging.wire.p2p.InboundMessage;
import io.hallmark.messaging.wire.p2p.OutboundMessage;
import io.hallmark.messaging.wire.p2p.ReceiptOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two link managers of two clusters, with a network between them that can be disturbed. */
class DeliveryTest {
  private static final String ALICE = "O=Alice,L=Zurich,C=CH";
  private static final String ANNA = "O=Anna,L=Zurich,C=CH";
  private static final String BOB = "O=Bob,L=Bern,C=CH";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEYS = 8;
  private static final Codec<InboundMessage> INBOUND = Codec.of(InboundMessage.class);
  private static final Codec<DeliveryReceipt> RECEIPTS = Codec.of(DeliveryReceipt.class);
  private static final Codec<OutboundMessage> MESSAGES = Codec.of(OutboundMessage.class);

  @TempDir static Path folder;
  private static TestCluster alice;
  private static TestCluster bob;
  private static FakeGateways toBob;
  private static FakeGateways toAlice;
  private static int runs;

  private final List<Delivery> running = new ArrayList<>();
  private Delivery aliceManager;
  private Delivery bobManager;
  private String run;

  @BeforeAll
  static void startClusters() {
    alice = new TestCluster(folder.resolve("alice"));
    bob = new TestCluster(folder.resolve("bob"));
    bob.directory().addMember(ALICE, alice.host(ALICE, "alice"));
    bob.directory().addMember(ANNA, alice.host(ANNA, "anna"));
    alice.directory().addMember(BOB, bob.host(BOB, "bob"));
    toBob = new FakeGateways(alice, bob, 1);
    toAlice = new FakeGateways(bob, alice, 2);
  }

  @AfterAll
  static void stopClusters() throws InterruptedException {
    toBob.close();
    toAlice.close();
    alice.close();
    bob.close();
  }

  @BeforeEach
  void startLinkManagers() {
    run = "r" + ++runs + "-";
    aliceManager = start(alice, "one");
    bobManager = start(bob, "one");
    await().atMost(LIMIT).until(() -> aliceManager.readiness().isReady());
    await().atMost(LIMIT).until(() -> bobManager.readiness().isReady());
  }

  @AfterEach
  void stopLinkManagers() {
    toBob.disturb(0, 0, 0, 0);
    toAlice.disturb(0, 0, 0, 0);
    running.forEach(Delivery::close);
  }

  private Delivery start(TestCluster cluster, String instance) {
    Delivery started = cluster.startLinkManager(instance);
    running.add(started);
    return started;
  }

  @Test
  void messages_bothWays_arriveOnceInOrder() {
    sendNumbered(alice, ALICE, BOB, 0, 2000);
    sendNumbered(bob, BOB, ALICE, 0, 2000);
    assertOnceInOrder(bob, 2000);
    assertOnceInOrder(alice, 2000);
    assertThat(outcomes(alice, 2 * 2000).get(ReceiptOutcome.DELIVERED)).isEqualTo(2000L);
  }

  @Test
  void messages_overDisturbedNetwork_arriveOnceInOrder() {
    toBob.inject(new byte[] {(byte) 0xC3, 1, 2});
    toBob.disturb(15, 15, 20, 5);
    toAlice.disturb(15, 15, 20, 5);
    for (int part = 0; part < 10; part++) {
      sendNumbered(alice, ALICE, BOB, part * 50, 50);
      sendNumbered(bob, BOB, ALICE, part * 50, 50);
    }
    assertOnceInOrder(bob, 500);
    assertOnceInOrder(alice, 500);
    // What can't be read is counted, and nothing else comes of it.
    assertThat(bob.ignored("malformed")).isPositive();
    assertThat(resends(alice) + resends(bob)).isPositive();
  }

  @Test
  void session_lostByReceiver_isMadeAgainWithoutWaitingForTimers() {
    sendNumbered(alice, ALICE, BOB, 0, 8);
    assertOnceInOrder(bob, 8);
    bobManager.close();
    bobManager = start(bob, "two");
    await().atMost(LIMIT).until(() -> bobManager.readiness().isReady());
    sendNumbered(alice, ALICE, BOB, 8, 8);
    assertOnceInOrder(bob, 16);
    assertThat(
            alice
                .metrics()
                .counter("hallmark.link.session.failures", "reason", "unknown_to_peer")
                .count())
        .isPositive();
  }

  @Test
  void messages_whileNobodySigns_waitAndArriveLater() {
    alice.signing().beUnavailable(Duration.ofMillis(100));
    sendNumbered(alice, ALICE, BOB, 0, 16);
    await().atMost(LIMIT).until(() -> handshakes(alice, "signature_unavailable") > 0);
    alice.signing().beWell();
    assertOnceInOrder(bob, 16);
  }

  private static double resends(TestCluster at) {
    return at.metrics().counter("hallmark.link.resends").count();
  }

  private static double handshakes(TestCluster at, String outcome) {
    return at.metrics()
        .counter("hallmark.link.handshakes", "role", "initiator", "outcome", outcome)
        .count();
  }

  @Test
  void linkManagers_restartedMidStream_loseAndDoubleNothing() {
    sendNumbered(alice, ALICE, BOB, 0, 500);
    awaitReceived(bob, 100);
    aliceManager.close();
    sendNumbered(alice, ALICE, BOB, 500, 500);
    Delivery second = start(alice, "two");
    awaitReceived(bob, 400);
    bobManager.close();
    start(bob, "two");
    sendNumbered(alice, ALICE, BOB, 1000, 500);
    start(alice, "three");
    second.close();
    assertOnceInOrder(bob, 1500);
  }

  @Test
  void message_toIdentityOfSameCluster_arrivesWithoutSession() {
    long signed = alice.signing().asked();
    sendNumbered(alice, ALICE, ANNA, 0, 200);
    assertOnceInOrder(alice, 200);
    // Sessions would have cost two signatures for each lane; one of an earlier test may be renewed.
    assertThat(alice.signing().asked()).isLessThan(signed + TestCluster.PARTITIONS);
  }

  @Test
  void messages_thatCannotGo_areRejectedWithReasonAndDoNotHoldUpOthers() {
    alice.send("O=Nobody", BOB, run + "a", "k", 10);
    alice.send(ALICE, "O=Nobody", run + "b", "k", 10);
    alice.send(ALICE, BOB, run + "c", "k", FixedDirectory.PAYLOAD_MAX + 1);
    OutboundMessage other = TestCluster.message(ALICE, BOB, run + "d", null, 10);
    alice.sendRaw(
        "k", MESSAGES.encode(OutboundMessage.newBuilder(other).setGroup("other").build()));
    alice.sendRaw("k", new byte[] {1, 2, 3});
    alice.sendRaw("k", MESSAGES.encode(TestCluster.message(ALICE, BOB, run + "e", 1L, 10)));
    alice.send(ALICE, BOB, run + "0", "0", 10);
    alice.flush();
    assertOnceInOrder(bob, 1);
    Map<String, DeliveryReceipt> last =
        receipts(alice, 6).stream()
            .collect(Collectors.toMap(DeliveryReceipt::getId, r -> r, (a, b) -> b));
    assertThat(last.get(run + "a").getReason()).contains("O=Nobody").contains("no identity");
    assertThat(last.get(run + "b").getReason()).contains("no active member");
    assertThat(last.get(run + "c").getReason()).contains("100001 bytes");
    assertThat(last.get(run + "d").getReason()).contains("group \"other\" is unknown");
    assertThat(last.get(run + "e").getOutcome()).isEqualTo(ReceiptOutcome.EXPIRED);
    assertThat(last.get(run + "0").getOutcome()).isEqualTo(ReceiptOutcome.DELIVERED);
    assertThat(alice.counted("malformed")).isPositive();
  }

  private void sendNumbered(
      TestCluster from, String source, String destination, int first, int count) {
    for (int n = first; n < first + count; n++) {
      from.send(source, destination, run + n, Integer.toString(n % KEYS), 1024);
    }
    from.flush();
  }

  private void awaitReceived(TestCluster at, int count) {
    assertThat(arrived(at, count)).hasSizeGreaterThanOrEqualTo(count);
  }

  private void assertOnceInOrder(TestCluster at, int count) {
    List<ConsumerRecord<byte[], byte[]>> arrived = arrived(at, count);
    Map<String, List<Integer>> byKey = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : arrived) {
      byKey
          .computeIfAbsent(
              new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
          .add(Integer.parseInt(INBOUND.decode(record.value()).getId().substring(run.length())));
    }
    for (int key = 0; key < Math.min(KEYS, count); key++) {
      assertThat(byKey.get(Integer.toString(key)))
          .containsExactlyElementsOf(
              IntStream.iterate(key, n -> n < count, n -> n + KEYS).boxed().toList());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> arrived(TestCluster at, int count) {
    return at
        .readUntil(TopicCatalogue.P2P_IN, LIMIT, read -> ofThisRun(read).size() >= count)
        .stream()
        .filter(this::isOfThisRun)
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> ofThisRun(List<ConsumerRecord<byte[], byte[]>> all) {
    return all.stream().filter(this::isOfThisRun).toList();
  }

  private boolean isOfThisRun(ConsumerRecord<byte[], byte[]> record) {
    return INBOUND.decode(record.value()).getId().startsWith(run);
  }

  private Map<ReceiptOutcome, Long> outcomes(TestCluster at, int count) {
    return receipts(at, count).stream()
        .collect(Collectors.groupingBy(DeliveryReceipt::getOutcome, Collectors.counting()));
  }

  private List<DeliveryReceipt> receipts(TestCluster at, int count) {
    return at
        .readUntil(
            TopicCatalogue.P2P_RECEIPTS,
            LIMIT,
            read -> read.stream().filter(r -> receipt(r).getId().startsWith(run)).count() >= count)
        .stream()
        .map(DeliveryTest::receipt)
        .filter(receipt -> receipt.getId().startsWith(run))
        .toList();
  }

  private static DeliveryReceipt receipt(ConsumerRecord<byte[], byte[]> record) {
    return RECEIPTS.decode(record.value());
  }
}
