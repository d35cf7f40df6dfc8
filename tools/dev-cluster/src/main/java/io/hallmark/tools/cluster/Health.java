package io.hallmark.tools.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How a process is.
 *
 * @param state in one word
 * @param reason what it waits for, as it says itself; empty when ready
 */
record Health(State state, String reason) {
  enum State {
    /** Does its work. */
    READY,
    /** Runs, and waits for something. */
    WAITING,
    /** There is no such process any more. */
    DEAD
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int HTTP_OK = 200;
  private static final int REASON_BYTES_MAX = 4096;

  /** Asks the process. */
  static Health of(ProcessEntry process) {
    if (Processes.find(process).isEmpty()) {
      return new Health(State.DEAD, "no process " + process.pid());
    }
    Optional<String> address = Addresses.of(process);
    if (address.isEmpty()) {
      return new Health(State.WAITING, "it has no address yet");
    }
    return process.kind() == Kind.BROKER ? ofBroker(address.get()) : ofWorker(address.get());
  }

  /** A broker writes its address once clients can connect; it has no health page. */
  private static Health ofBroker(String address) {
    String[] hostAndPort = address.split(":", 2);
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1])),
          (int) TIMEOUT.toMillis());
      return new Health(State.READY, "");
    } catch (IOException e) {
      return new Health(State.WAITING, "does not listen on " + address);
    }
  }

  private static Health ofWorker(String address) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://" + address + "/health/ready").toURL().openConnection();
      connection.setConnectTimeout((int) TIMEOUT.toMillis());
      connection.setReadTimeout((int) TIMEOUT.toMillis());
      if (connection.getResponseCode() == HTTP_OK) {
        return new Health(State.READY, "");
      }
      return new Health(State.WAITING, text(connection.getErrorStream()));
    } catch (IOException e) {
      return new Health(State.WAITING, "health page of %s: %s".formatted(address, e.getMessage()));
    }
  }

  private static String text(InputStream body) throws IOException {
    if (body == null) {
      return "not ready";
    }
    try (body) {
      return new String(body.readNBytes(REASON_BYTES_MAX), StandardCharsets.UTF_8).strip();
    }
  }
}
