package io.hallmark.hsm.softhsm;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network HSM that any Debian machine has: {@code p11-kit server} in front of a module, reached
 * through {@code p11-kit-client.so}. It can be stopped, continued, killed and started again, for
 * tests and demos. Confined to one thread.
 *
 * <p>Tokens behind the client want {@code serialise: true}: where a connection breaks in the middle
 * of an answer, version 0.24 leaves other threads that wait for theirs spinning inside for ever. It
 * costs nothing, since a connection does one thing at a time anyway.
 *
 * <p>The server forks a process for each connection; signals go to all of them. What they say is in
 * a file beside the socket, of the same name with {@code .log}.
 */
public final class P11KitServer implements AutoCloseable {
  /** The variable that the client reads the server's address from, once, when it is loaded. */
  public static final String ADDRESS_VARIABLE = "P11_KIT_SERVER_ADDRESS";

  private static final Duration START_MAX = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 10;
  private static final List<String> CLIENTS =
      List.of(
          "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so",
          "/usr/lib/aarch64-linux-gnu/pkcs11/p11-kit-client.so",
          "/usr/lib64/pkcs11/p11-kit-client.so",
          "/usr/lib/pkcs11/p11-kit-client.so",
          "/usr/local/lib/pkcs11/p11-kit-client.so");

  private final Path socket;
  private final Path module;
  private final Map<String, String> environment;
  private Process process;

  private P11KitServer(Path socket, Path module, Map<String, String> environment) {
    this.socket = socket;
    this.module = module;
    this.environment = environment;
  }

  /** The client's module, where p11-kit is installed. */
  public static Optional<Path> client() {
    return CLIENTS.stream().map(Path::of).filter(Files::isRegularFile).findFirst();
  }

  /**
   * Starts a server.
   *
   * @param socket where it listens; its path must be short, 107 bytes at most
   * @param module what it serves
   * @param environment what the module is given
   * @throws IOException where it does not listen in time, naming p11-kit
   */
  public static P11KitServer start(Path socket, Path module, Map<String, String> environment)
      throws IOException {
    P11KitServer server =
        new P11KitServer(socket.toAbsolutePath(), module, Map.copyOf(environment));
    server.start();
    return server;
  }

  /** The environment that leads the client to this server. */
  public Map<String, String> clientEnvironment() {
    return Map.of(ADDRESS_VARIABLE, "unix:path=" + socket);
  }

  /** Starts it, again after {@link #kill()}; returns once it takes connections. */
  public void start() throws IOException {
    Files.deleteIfExists(socket);
    ProcessBuilder builder =
        new ProcessBuilder(
            "p11-kit", "server", "-f", "-n", socket.toString(), "-p", module.toString(), "pkcs11:");
    builder.environment().putAll(environment);
    // Not to a pipe: the connections' processes would keep it open.
    File log = socket.resolveSibling(socket.getFileName() + ".log").toFile();
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    process = builder.start();
    awaitListening();
  }

  private void awaitListening() throws IOException {
    long endNanos = System.nanoTime() + START_MAX.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
        throw new IOException(
            "p11-kit server does not listen at " + socket + "; is the path at most 107 bytes?");
      }
      pause();
    }
  }

  private boolean listens() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while p11-kit server was starting", e);
    }
  }

  /** SIGSTOP: it is there and does not answer. */
  public void stop() throws IOException {
    signal("STOP");
  }

  /** SIGCONT: it goes on where it was stopped. */
  public void goOn() throws IOException {
    signal("CONT");
  }

  /**
   * SIGKILL, stopped or not: all connections end, and what the sessions held is gone.
   *
   * <p>Not while somebody logs in: SoftHSM writes its token's file at each login, and has lost the
   * token where it is killed in the middle of that.
   */
  public void kill() {
    processes().forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  private void signal(String name) throws IOException {
    String ids =
        processes().stream()
            .map(handle -> Long.toString(handle.pid()))
            .collect(Collectors.joining(" "));
    try {
      int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + ids).start().waitFor();
      if (code != 0) {
        throw new IOException("p11-kit server " + ids + " does not take signal " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while signalling", e);
    }
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  @Override
  public void close() {
    kill();
  }
}
