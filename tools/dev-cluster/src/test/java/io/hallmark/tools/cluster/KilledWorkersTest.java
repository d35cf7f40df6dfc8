package io.hallmark.tools.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallmark.tools.simulator.Reconciliation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole: two clusters, each worker a process of its own, messages under way, and workers killed
 * with -9 in turn and started again. Nothing may be lost, doubled or out of order.
 */
class KilledWorkersTest {
  private static final long MESSAGES = 6_000;
  private static final int SIZE = 512;

  /** Slow enough that messages are under way at each kill. */
  private static final double PER_SECOND = 150;

  private static final Pattern METRIC = Pattern.compile("\\bhallmark_[a-z0-9_]+");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final ExecutorService sender = Executors.newSingleThreadExecutor();
  private final AtomicLong delivered = new AtomicLong();

  @AfterEach
  void stopEverything() {
    sender.shutdownNow();
    Layout layout = new Layout(dir);
    if (layout.manifest().toFile().exists()) {
      Clusters.stopAll(Manifest.load(layout));
    }
  }

  @Test
  @Timeout(value = 420, unit = SECONDS)
  void send_whileWorkersAreKilledInTurn_losesDoublesAndReordersNothing() throws Exception {
    Layout layout = new Layout(dir);
    UpOptions options =
        new UpOptions(
            List.of(new ClusterName("alice"), new ClusterName("bob")), 1, Optional.empty());
    Manifest manifest = new Bringup(layout, options, new ProcessLauncher(), line -> {}).run();

    Leg leg = Leg.of(manifest, "alice", "bob", 1, MESSAGES, SIZE, PER_SECOND);
    CompletableFuture<List<Reconciliation>> result =
        CompletableFuture.supplyAsync(() -> send(leg), sender);
    awaitDelivered(1);
    Clusters clusters = new Clusters(layout);
    killAndStart(clusters, "alice", Kind.LINK_MANAGER);
    killAndStart(clusters, "bob", Kind.GATEWAY);
    killAndStart(clusters, "alice", Kind.CRYPTO_WORKER);
    killAndStart(clusters, "bob", Kind.LINK_MANAGER);

    assertDashboardAndAlertsAskForWhatIsThere(clusters.manifest());
    Reconciliation reconciliation = result.get().get(0);
    assertThat(reconciliation.counts().sent()).isEqualTo(MESSAGES);
    assertThat(reconciliation.isClean()).as(reconciliation.toString()).isTrue();
  }

  /** Kills it, brings it back, and waits until messages flow again. */
  private void killAndStart(Clusters clusters, String cluster, Kind kind) {
    ProcessEntry process = clusters.manifest().process(cluster, kind, 1);
    Processes.find(process).orElseThrow().destroyForcibly();
    await().atMost(PATIENCE).until(() -> Processes.find(process).isEmpty());
    assertThat(Health.of(process).state()).isEqualTo(Health.State.DEAD);
    long before = delivered.get();
    ProcessEntry started = clusters.start(cluster, kind, 1);
    assertThat(Health.of(started).state()).isEqualTo(Health.State.READY);
    assertThat(started.gatewayAddress()).isEqualTo(process.gatewayAddress());
    awaitDelivered(Math.min(MESSAGES, before + 1));
  }

  /** All three programs run here, and all of them have worked. */
  private static void assertDashboardAndAlertsAskForWhatIsThere(Manifest manifest)
      throws IOException {
    List<ProcessEntry> workers =
        manifest.processes().stream().filter(process -> process.kind() != Kind.BROKER).toList();
    Set<String> asked = new TreeSet<>();
    for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yaml")) {
      METRIC
          .matcher(Files.readString(Path.of("..", "..", "docs", "operations", file)))
          .results()
          .map(MatchResult::group)
          .forEach(asked::add);
    }
    assertThat(asked).hasSizeGreaterThan(50);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Metrics.of(workers).names()).containsAll(asked));
  }

  private void awaitDelivered(long count) {
    await().atMost(PATIENCE).until(() -> delivered.get() >= count);
  }

  private List<Reconciliation> send(Leg leg) {
    try {
      return new Traffic(List.of(leg), delivered::set).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
