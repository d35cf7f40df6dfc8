package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallmark.crypto.CryptoResult;
import io.hallmark.crypto.KeyCategory;
import io.hallmark.crypto.KeyClient;
import io.hallmark.crypto.KeyClients;
import io.hallmark.crypto.KeyName;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.SignatureScheme;
import io.hallmark.crypto.SigningClient;
import io.hallmark.crypto.SigningClients;
import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.topic.Role;
import io.hallmark.messaging.topic.TopicCatalogue;
import io.hallmark.messaging.topic.TopicCreation;
import io.hallmark.messaging.worker.HealthEndpoint;
import io.hallmark.messaging.worker.HostPort;
import io.hallmark.messaging.worker.Worker;
import io.hallmark.messaging.worker.WorkerEnvironment;
import io.hallmark.tools.broker.EmbeddedBroker;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations asks Prometheus for is what workers answer. */
class ObservabilityTest {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Pattern SCRAPED = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]");

  /** Those of the other programs, which the tests of whole clusters scrape. */
  private static final Pattern OTHERS = Pattern.compile("hallmark_(?:gateway|link)_.*");

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void metrics_ofDashboardAndAlerts_areInTheScrapeOfARunningWorker(@TempDir Path folder)
      throws Exception {
    Set<String> used = used();
    used.removeIf(name -> OTHERS.matcher(name).matches());
    assertThat(used)
        .contains("hallmark_audit_stopped", "hallmark_token_usable", "process_cpu_usage");
    SoftHsmFolder hsm = SoftHsmFolder.make(folder.resolve("hsm"), "observed");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        JvmGcMetrics collections = new JvmGcMetrics()) {
      bindProcess(collections);
      Bus bus = Bus.at(broker.bootstrapServers());
      TopicCreation.create(bus, TopicCatalogue.all());
      WorkerEnvironment environment =
          new WorkerEnvironment(bus, "crypto-worker-1", metrics, Clock.systemUTC());
      try (Worker worker = CryptoWorker.start(environment, CryptoWorkerConfig.of(hsm.hsmFile()));
          HealthEndpoint health =
              HealthEndpoint.start(new HostPort("127.0.0.1", 0), worker::readiness, metrics)) {
        await().atMost(START_MAX).until(() -> worker.readiness().isReady());
        signAndBeRefused(bus);
        System.gc();
        await().atMost(START_MAX).untilAsserted(() -> assertThat(scrape(health)).containsAll(used));
      }
    }
  }

  @Test
  void alerts_eachHasASeverityASummaryAndARunbook() throws IOException {
    int rules = 0;
    for (JsonNode group : MetricNames.rules().get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        rules++;
        assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
        assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        assertThat(rule.at("/annotations/runbook").asText()).contains("Means: ", "Do: ");
      }
    }
    assertThat(rules).isGreaterThan(15);
  }

  private static Set<String> used() throws IOException {
    Set<String> used = new TreeSet<>(MetricNames.dashboard());
    used.addAll(MetricNames.alerts());
    return used;
  }

  private void bindProcess(JvmGcMetrics collections) {
    collections.bindTo(metrics);
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
  }

  private void signAndBeRefused(Bus bus) throws Exception {
    KeyName name = new KeyName("alice", "observed");
    try (KeyClient keys = KeyClients.open(bus, Role.OPERATOR, "operator-1", metrics);
        SigningClient client =
            SigningClients.open(
                bus, KeyCategory.APPLICATION, Role.APPLICATION, "application-1", metrics)) {
      await().atMost(START_MAX).until(() -> keys.isReady() && client.isReady());
      Instant soon = Instant.now().plusSeconds(60);
      keys.generate(name, KeyCategory.APPLICATION, KeySpec.EC_P256, soon).get(60, TimeUnit.SECONDS);
      byte[] content = "observed".getBytes(StandardCharsets.UTF_8);
      assertThat(
              client
                  .sign(name, SignatureScheme.ECDSA_SHA256, content, soon)
                  .get(60, TimeUnit.SECONDS))
          .isInstanceOf(CryptoResult.Done.class);
      client
          .sign(new KeyName("alice", "none"), SignatureScheme.ECDSA_SHA256, content, soon)
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static Set<String> scrape(HealthEndpoint health) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://" + health.address() + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return SCRAPED
        .matcher(answer.body())
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.toSet());
  }

  static String sources(Path root) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file)).append('\n');
      }
    }
    return all.toString();
  }
}
