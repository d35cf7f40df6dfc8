package io.hallmark.messaging.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.messaging.config.ConfigurationException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile Readiness readiness = new Readiness(List.of("the \"bus\""));
  private final HealthEndpoint endpoint =
      HealthEndpoint.start(new HostPort("127.0.0.1", 0), () -> readiness, metrics);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void ready_whileWaiting_is503WithReasons() throws Exception {
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"ready\":false,\"waitingFor\":[\"the \\\"bus\\\"\"]}");
  }

  @Test
  void ready_whenReady_is200() throws Exception {
    readiness = Readiness.READY;
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ready\":true,\"waitingFor\":[]}");
  }

  @Test
  void ready_withParts_showsTheStateOfEachThoughReady() throws Exception {
    readiness = new Readiness(List.of(), Map.of("token main", "logged in"));
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"ready\":true,\"waitingFor\":[],\"parts\":{\"token main\":\"logged in\"}}");
  }

  @Test
  void live_always_is200() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metrics_always_arePrometheusText() throws Exception {
    metrics.counter("hallmark.test").increment();
    assertThat(get("/metrics").body()).contains("hallmark_test_total 1.0");
  }

  @Test
  void other_always_is404() throws Exception {
    assertThat(get("/secrets").statusCode()).isEqualTo(404);
  }

  @Test
  void start_portTaken_isOneClearError() {
    assertThatThrownBy(() -> HealthEndpoint.start(endpoint.address(), () -> readiness, metrics))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot listen on " + endpoint.address())
        .hasMessageContaining("--http");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + endpoint.address() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
