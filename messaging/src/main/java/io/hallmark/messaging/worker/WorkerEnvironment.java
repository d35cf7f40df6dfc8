package io.hallmark.messaging.worker;

import io.hallmark.messaging.client.Bus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What every worker is given from outside.
 *
 * @param bus the cluster's bus
 * @param instance which one of its kind it is, unique within cluster and kind; lower-case letters,
 *     digits and hyphens
 * @param metrics where it counts and measures
 * @param clock the time
 * @param heartbeats gives the calling thread a heartbeat; loops of a worker register with it
 */
public record WorkerEnvironment(
    Bus bus, String instance, MeterRegistry metrics, Clock clock, Supplier<Heartbeat> heartbeats) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public WorkerEnvironment {
    if (!SHAPE.matcher(instance).matches()) {
      throw new IllegalArgumentException(
          "instance \"%s\" does not fit, expected lower-case letters, digits and hyphens (%s); give"
                  .formatted(instance, SHAPE)
              + " another with --instance");
    }
  }

  /** An environment without a watchdog, as in tests and where several workers share a process. */
  public WorkerEnvironment(Bus bus, String instance, MeterRegistry metrics, Clock clock) {
    this(bus, instance, metrics, clock, () -> Heartbeat.NONE);
  }

  /** What a program that is no worker gives those who want an environment. */
  public static WorkerEnvironment unwatched(Bus bus, MeterRegistry metrics) {
    return new WorkerEnvironment(bus, "none", metrics, Clock.systemUTC());
  }
}
