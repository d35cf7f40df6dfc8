package io.hallmark.messaging.worker;

import io.hallmark.messaging.config.ConfigSection;
import io.hallmark.messaging.config.ConfigView;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker whose configuration stands on the bus: it starts once its section of topic {@code
 * config} is known. Where no section was published it starts with the defaults; a section that does
 * not fit is waited out, and readiness says what is wrong with it. A section that changes later
 * counts from the next start. Safe for concurrent use.
 */
public final class ConfiguredWorker<T> implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredWorker.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final WorkerEnvironment environment;
  private final String section;
  private final Class<T> type;
  private final BiFunction<WorkerEnvironment, T, Worker> starter;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile Worker worker;
  private volatile Readiness waiting;

  private ConfiguredWorker(
      WorkerEnvironment environment,
      String section,
      Class<T> type,
      BiFunction<WorkerEnvironment, T, Worker> starter) {
    this.environment = environment;
    this.section = section;
    this.type = type;
    this.starter = starter;
    waiting = waitingFor("section " + section + " of topic config");
    thread = new Thread(this::run, section + "-" + environment.instance() + "-configuration");
    thread.setDaemon(true);
  }

  /**
   * Returns at once; the worker is started by {@code starter} when its configuration is there.
   *
   * @param section of topic {@code config}, by custom the worker's kind
   * @param type what the section's YAML is read into; an unknown key is a fault
   */
  public static <T> Worker start(
      WorkerEnvironment environment,
      String section,
      Class<T> type,
      BiFunction<WorkerEnvironment, T, Worker> starter) {
    ConfiguredWorker<T> configured = new ConfiguredWorker<>(environment, section, type, starter);
    configured.thread.start();
    return configured;
  }

  private void run() {
    String clientId = section + "-" + environment.instance() + "-config";
    try (ConfigView view = ConfigView.start(environment, clientId)) {
      // An absent section is a configuration too, so none was tried yet is said by an empty list.
      List<Optional<ConfigSection>> tried = List.of();
      while (worker == null && !stop.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<ConfigSection> published = view.section(section);
        if (!view.isComplete()) {
          waiting = view.readiness();
        } else if (!tried.contains(published)) {
          start(published);
          tried = List.of(published);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Optional<ConfigSection> published) {
    String name =
        published
            .map(
                found ->
                    "section %s of topic config, version %d".formatted(section, found.version()))
            .orElse("section " + section + " of topic config (not published)");
    try {
      T value = YamlFile.parse(name, published.map(ConfigSection::yaml).orElse(""), type);
      worker = starter.apply(environment, value);
      LOG.info("started with {}", name);
    } catch (ConfigurationException | IllegalArgumentException e) {
      LOG.error("not started: {}", e.getMessage());
      waiting = waitingFor("a correct " + name + ": " + e.getMessage());
    }
  }

  private static Readiness waitingFor(String what) {
    return new Readiness(List.of(what));
  }

  @Override
  public Readiness readiness() {
    Worker running = worker;
    return running == null ? waiting : running.readiness();
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Worker running = worker;
    if (running != null) {
      running.close();
    }
  }
}
