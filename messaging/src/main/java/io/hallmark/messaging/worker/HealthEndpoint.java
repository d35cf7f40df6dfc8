package io.hallmark.messaging.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.hallmark.messaging.config.ConfigurationException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code /health/live}, {@code /health/ready} and {@code /metrics} over plain HTTP, for the machine
 * or the pod network only. Ready answers 200, or 503 with what is waited for.
 */
public final class HealthEndpoint implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BACKLOG = 16;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";
  private static final String PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final HostPort address;

  private HealthEndpoint(HttpServer server, ExecutorService threads, HostPort address) {
    this.server = server;
    this.threads = threads;
    this.address = address;
  }

  /**
   * Listens at once.
   *
   * @throws ConfigurationException when the port is taken or the host is not this machine's
   */
  public static HealthEndpoint start(
      HostPort at, Supplier<Readiness> readiness, PrometheusMeterRegistry metrics) {
    HttpServer server = bind(at);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, HealthEndpoint::thread);
    server.setExecutor(threads);
    server.createContext("/health/live", get(e -> answer(e, 200, JSON_TYPE, "{\"live\":true}")));
    server.createContext("/health/ready", get(e -> answerReady(e, readiness.get())));
    server.createContext("/metrics", get(e -> answer(e, 200, PROMETHEUS_TYPE, metrics.scrape())));
    server.createContext("/", get(e -> answer(e, 404, JSON_TYPE, "{}")));
    server.start();
    return new HealthEndpoint(
        server, threads, new HostPort(at.host(), server.getAddress().getPort()));
  }

  /** Where it listens, with the port that the system chose. */
  public HostPort address() {
    return address;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(HostPort at) {
    try {
      return HttpServer.create(at.toSocketAddress(), BACKLOG);
    } catch (BindException e) {
      throw new ConfigurationException(
          "cannot listen on %s (%s), expected a free port; choose another with --http, 0 for any"
              .formatted(at, e.getMessage()),
          e);
    } catch (IOException | RuntimeException e) {
      throw new ConfigurationException(
          "cannot listen on %s (%s), expected an address of this machine; correct --http"
              .formatted(at, e.getMessage()),
          e);
    }
  }

  private static void answerReady(HttpExchange exchange, Readiness readiness) throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("ready", readiness.isReady());
    content.put("waitingFor", readiness.waitingFor());
    if (!readiness.parts().isEmpty()) {
      content.put("parts", readiness.parts());
    }
    answer(exchange, readiness.isReady() ? 200 : 503, JSON_TYPE, json(content));
  }

  private static String json(Map<String, Object> content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }

  private static HttpHandler get(HttpHandler handler) {
    return exchange -> {
      try (exchange) {
        if (exchange.getRequestMethod().equals("GET")) {
          handler.handle(exchange);
        } else {
          exchange.getResponseHeaders().set("Allow", "GET");
          exchange.sendResponseHeaders(405, -1);
        }
      }
    };
  }

  private static void answer(HttpExchange exchange, int status, String type, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "health");
    thread.setDaemon(true);
    return thread;
  }
}
