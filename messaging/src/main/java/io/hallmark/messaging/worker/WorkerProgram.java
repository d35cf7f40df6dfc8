package io.hallmark.messaging.worker;

import io.hallmark.commandline.ExitCode;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.schema.SchemaView;
import io.hallmark.messaging.schema.SchemasOnDemand;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a worker as a program: logs, health and metrics over HTTP, watchdog, and a graceful
 * stop on SIGTERM.
 */
public final class WorkerProgram {
  /** Exit code of a program that was stopped, and did stop. */
  public static final int DONE = ExitCode.DONE.code();

  /** Exit code of a program that failed. */
  public static final int FAILED = ExitCode.FAILED.code();

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProgram.class);

  private WorkerProgram() {}

  /**
   * Runs a worker until the process is told to stop; {@code main} exits with what this returns.
   * What fails is logged and thrown.
   *
   * @throws ConfigurationException or IllegalArgumentException for bad input: options, files, a
   *     port that is taken
   */
  public static int run(WorkerOptions options, WorkerStarter starter) {
    WorkerLogging.configure();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (Watchdog watchdog = Watchdog.endingTheProcess(Watchdog.LIMIT_DEFAULT);
        JvmGcMetrics collections = new JvmGcMetrics()) {
      collections.bindTo(metrics);
      bindProcess(metrics);
      return runWith(options, starter, metrics, watchdog);
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw e; // Bad input: the program says so in the shape of every error.
    } catch (RuntimeException e) {
      LOG.error("worker failed", e);
      throw e; // The log has where; the program says what.
    }
  }

  private static int runWith(
      WorkerOptions options,
      WorkerStarter starter,
      PrometheusMeterRegistry metrics,
      Watchdog watchdog) {
    WorkerEnvironment alone =
        new WorkerEnvironment(
            options.bus(), options.instance(), metrics, Clock.systemUTC(), watchdog::register);
    SchemasOnDemand schemas =
        new SchemasOnDemand(() -> SchemaView.start(alone, options.instance()));
    WorkerEnvironment environment = alone.with(schemas);
    AtomicReference<Worker> worker = new AtomicReference<>();
    // Before the worker: a port that is taken is found out before a token is logged in.
    try (schemas;
        HealthEndpoint health =
            HealthEndpoint.start(options.http(), () -> readiness(worker.get()), metrics)) {
      options.httpAddressFile().ifPresent(file -> write(file, health.address()));
      LOG.info("health and metrics on http://{}", health.address());
      try (Worker running = starter.start(environment)) {
        worker.set(running);
        awaitStop(running);
      }
    }
    return DONE;
  }

  private static Readiness readiness(Worker worker) {
    return worker == null ? new Readiness(List.of("the worker to be started")) : worker.readiness();
  }

  /**
   * SIGTERM starts the hook; the worker is closed there, since the main thread's own end would come
   * too late: the process ends with the last hook.
   */
  private static void awaitStop(Worker worker) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, stopped), "stop"));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Worker worker, CountDownLatch stopped) {
    LOG.info("stopping");
    StopBound bound = StopBound.start();
    worker.close();
    bound.cancel();
    LOG.info("stopped");
    stopped.countDown();
    // Told to stop and did: that is no failure, where the JVM would say 143.
    Runtime.getRuntime().halt(DONE);
  }

  private static void bindProcess(PrometheusMeterRegistry metrics) {
    new ClassLoaderMetrics().bindTo(metrics);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmThreadMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    new FileDescriptorMetrics().bindTo(metrics);
    new UptimeMetrics().bindTo(metrics);
  }

  /** Written beside and moved into place, so that a reader sees all of it or nothing. */
  private static void write(Path file, HostPort address) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(beside, address + "\n");
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ConfigurationException(
          "--http-address-file %s cannot be written (%s), expected a path in a folder of this user;"
                  .formatted(file, e)
              + " name another",
          e);
    }
  }
}
