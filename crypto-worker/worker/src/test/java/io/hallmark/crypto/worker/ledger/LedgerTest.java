package io.hallmark.crypto.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.crypto.Approval;
import io.hallmark.crypto.CommandForm;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.wire.crypto.GetKey;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that share a real log. */
class LedgerTest {
  private static final UsedKey KEY = new UsedKey("alice", "edge", 7);

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    TopicCreation.create(Bus.at(broker.bootstrapServers()), List.of(TopicCatalogue.CRYPTO_LEDGER));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void spend_sameApprovalByTwoWorkersAtOnce_isTheFirstUseForOneAtMost() throws Exception {
    Approval approval = approval();
    try (Ledger one = ledger("one");
        Ledger other = ledger("other")) {
      List<CryptoResult<Boolean>> results =
          race(() -> spend(one, approval), () -> spend(other, approval));

      assertThat(results)
          .containsExactlyInAnyOrder(new CryptoResult.Done<>(true), new CryptoResult.Done<>(false));
    }
  }

  @Test
  void spend_afterARestart_isRemembered() throws Exception {
    Approval approval = approval();
    try (Ledger before = ledger("before")) {
      assertThat(spend(before, approval)).isEqualTo(new CryptoResult.Done<>(true));
    }
    try (Ledger after = ledger("after")) {
      assertThat(spend(after, approval)).isEqualTo(new CryptoResult.Done<>(false));
    }
  }

  @Test
  void lease_byTwoWorkersAtOnce_isNeverMoreThanThereIs() throws Exception {
    try (Ledger one = ledger("lease-one");
        Ledger other = ledger("lease-other")) {
      List<CryptoResult<Long>> results = race(() -> lease(one, 70), () -> lease(other, 70));

      assertThat(results)
          .containsExactlyInAnyOrder(new CryptoResult.Done<>(70L), new CryptoResult.Done<>(30L));
      one.giveBack(KEY, 20);
      assertThat(lease(one, 70)).isEqualTo(new CryptoResult.Done<>(20L));
    }
  }

  private static CryptoResult<Boolean> spend(Ledger ledger, Approval approval)
      throws InterruptedException {
    return ledger.spend(List.of(approval), Instant.now().plusSeconds(60));
  }

  private static CryptoResult<Long> lease(Ledger ledger, long count) throws InterruptedException {
    return ledger.lease(KEY, count, 100, Instant.now().plusSeconds(60));
  }

  private static <T> List<T> race(Callable<T> one, Callable<T> other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(List.of(one, other))) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static Ledger ledger(String instance) {
    return Ledger.start(
        new WorkerEnvironment(
            Bus.at(broker.bootstrapServers()),
            instance,
            new SimpleMeterRegistry(),
            Clock.systemUTC()));
  }

  private static Approval approval() throws Exception {
    return Approval.sign(
        "olga",
        CommandForm.of(new GetKey("alice", "edge")),
        Instant.now().plusSeconds(3600),
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
  }
}
