package io.hallmark.gateway.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All addresses of a name. The JDK's resolver blocks, so it has threads of its own. Safe for
 * concurrent use.
 */
final class Resolver implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 10_000;

  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING_MAX),
          work -> {
            Thread thread = new Thread(work, "gateway-names");
            thread.setDaemon(true);
            return thread;
          });

  /** Completes with at least one address, or exceptionally. */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    try {
      return CompletableFuture.supplyAsync(() -> lookUp(host), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("host " + host + " has no address", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
