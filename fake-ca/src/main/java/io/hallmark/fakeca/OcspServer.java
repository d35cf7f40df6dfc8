package io.hallmark.fakeca;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallmark.certificates.CertificatesException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * OCSP over HTTP (RFC 6960 appendix A), GET and POST, on the loopback interface only: it has no
 * business anywhere else. Safe for concurrent use.
 */
final class OcspServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BACKLOG = 64;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final HttpServer server;
  private final ExecutorService threads;

  private OcspServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Answers from now on.
   *
   * @param port 0 for any that is free
   */
  static OcspServer start(int port, OcspAnswers answers) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      AtomicInteger number = new AtomicInteger();
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS, work -> new Thread(work, "fake-ca-ocsp-" + number.incrementAndGet()));
      server.setExecutor(threads);
      server.createContext("/", exchange -> handle(exchange, answers));
      server.start();
      return new OcspServer(server, threads);
    } catch (IOException e) {
      throw CertificatesException.failed(
          "port %d cannot be opened (%s), expected a free one; give another with --port"
              .formatted(port, e),
          e);
    }
  }

  /** Where it is. */
  URI address() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  private static void handle(HttpExchange exchange, OcspAnswers answers) throws IOException {
    try (exchange) {
      Optional<byte[]> request =
          switch (exchange.getRequestMethod()) {
            case "POST" -> body(exchange);
            case "GET" -> path(exchange);
            default -> {
              exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
              yield Optional.empty();
            }
          };
      if (request.isPresent()) {
        byte[] response = answers.answer(request.get());
        exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
        exchange.sendResponseHeaders(OK, response.length);
        exchange.getResponseBody().write(response);
      } else if (exchange.getResponseCode() < 0) {
        exchange.sendResponseHeaders(BAD_REQUEST, -1);
      }
    }
  }

  private static Optional<byte[]> body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] request = in.readNBytes(OcspAnswers.REQUEST_BYTES_MAX + 1);
      return request.length > OcspAnswers.REQUEST_BYTES_MAX
          ? Optional.empty()
          : Optional.of(request);
    }
  }

  /** The path without its first slash, decoded from the URL's escapes, is Base64. */
  private static Optional<byte[]> path(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    try {
      return Optional.of(Base64.getMimeDecoder().decode(path.substring(1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Answered as a bad request.
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
