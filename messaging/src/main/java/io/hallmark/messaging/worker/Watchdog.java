package io.hallmark.messaging.worker;

import io.hallmark.commandline.ExitCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices threads that are stuck and ends the process, since a worker that is half alive keeps its
 * partitions and does none of their work. Safe for concurrent use.
 */
public final class Watchdog implements AutoCloseable {
  /** Exit code of a process that its watchdog has ended. */
  public static final int EXIT_CODE = ExitCode.STUCK.code();

  /** Longer than any pause of a healthy thread, garbage collection and a busy machine included. */
  public static final Duration LIMIT_DEFAULT = Duration.ofSeconds(30);

  private static final int LOOKS_PER_LIMIT = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final long limitNanos;
  private final Consumer<String> stuck;
  private final Thread thread;
  private volatile boolean closed;

  private Watchdog(Duration limit, Consumer<String> stuck) {
    this.limitNanos = limit.toNanos();
    this.stuck = stuck;
    thread = new Thread(this::run, "watchdog");
    thread.setDaemon(true);
  }

  /**
   * Ends the process with {@link #EXIT_CODE}, without shutdown hooks: they may wait for the stuck.
   */
  public static Watchdog endingTheProcess(Duration limit) {
    return start(limit, name -> Runtime.getRuntime().halt(EXIT_CODE));
  }

  /**
   * Tells {@code stuck} the name of a stuck thread, once for each, after its stack was logged.
   *
   * @param limit how long a thread may not beat
   */
  public static Watchdog start(Duration limit, Consumer<String> stuck) {
    Watchdog watchdog = new Watchdog(limit, stuck);
    watchdog.thread.start();
    return watchdog;
  }

  /** Watches the calling thread from now on. */
  public Heartbeat register() {
    Watched heartbeat = new Watched(Thread.currentThread());
    watched.add(heartbeat);
    return heartbeat;
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(this, limitNanos / LOOKS_PER_LIMIT);
      look(System.nanoTime());
    }
  }

  private void look(long nowNanos) {
    Optional<Watched> overdue = watched.stream().filter(w -> w.isOverdue(nowNanos)).findFirst();
    overdue.ifPresent(
        w -> {
          watched.remove(w);
          LOG.error(
              "thread {} has not moved for {} ms; it stands at:\n{}",
              w.thread.getName(),
              Duration.ofNanos(limitNanos).toMillis(),
              Arrays.stream(w.thread.getStackTrace())
                  .map(frame -> "  at " + frame)
                  .collect(Collectors.joining("\n")));
          stuck.accept(w.thread.getName());
        });
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private final class Watched implements Heartbeat {
    private final Thread thread;
    private volatile long beatNanos = System.nanoTime();
    private volatile boolean resting;

    Watched(Thread thread) {
      this.thread = thread;
    }

    @Override
    public void beat() {
      beatNanos = System.nanoTime();
      resting = false;
    }

    @Override
    public void rest() {
      resting = true;
    }

    @Override
    public void close() {
      watched.remove(this);
    }

    /** A thread that died without saying so is as good as stuck. */
    boolean isOverdue(long nowNanos) {
      return !thread.isAlive() || (!resting && nowNanos - beatNanos > limitNanos);
    }
  }
}
