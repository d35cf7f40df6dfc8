package io.hallmark.messaging.worker;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.schema.Codec;
import io.hallmark.messaging.schema.PatientSchemas;
import io.hallmark.messaging.schema.WriterSchemas;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * What every worker is given from outside.
 *
 * @param bus the cluster's bus
 * @param instance which one of its kind it is, unique within cluster and kind; lower-case letters,
 *     digits and hyphens
 * @param metrics where it counts and measures
 * @param clock the time
 * @param heartbeats gives the calling thread a heartbeat; loops of a worker register with it
 * @param schemas that other versions write with
 */
public record WorkerEnvironment(
    Bus bus,
    String instance,
    MeterRegistry metrics,
    Clock clock,
    Supplier<Heartbeat> heartbeats,
    WriterSchemas schemas) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public WorkerEnvironment {
    if (!SHAPE.matcher(instance).matches()) {
      throw new IllegalArgumentException(
          "instance \"%s\" does not fit, expected lower-case letters, digits and hyphens (%s); give"
                  .formatted(instance, SHAPE)
              + " another with --instance");
    }
  }

  /** An environment where all are of one version. */
  public WorkerEnvironment(
      Bus bus,
      String instance,
      MeterRegistry metrics,
      Clock clock,
      Supplier<Heartbeat> heartbeats) {
    this(bus, instance, metrics, clock, heartbeats, WriterSchemas.NONE);
  }

  /** An environment without a watchdog, as in tests and where several workers share a process. */
  public WorkerEnvironment(Bus bus, String instance, MeterRegistry metrics, Clock clock) {
    this(bus, instance, metrics, clock, () -> Heartbeat.NONE);
  }

  /** The same where other versions may be about. */
  public WorkerEnvironment with(WriterSchemas known) {
    return new WorkerEnvironment(bus, instance, metrics, clock, heartbeats, known);
  }

  /**
   * A codec that reads records of other versions too, and may wait for their schema for a bounded
   * time: for those who read a topic in its order, not for who answers requests.
   */
  public <T extends SpecificRecord> Codec<T> codec(Class<T> type) {
    return schemas == WriterSchemas.NONE
        ? Codec.of(type)
        : Codec.of(type, new PatientSchemas(schemas));
  }

  /** What a program that is no worker gives those who want an environment. */
  public static WorkerEnvironment unwatched(Bus bus, MeterRegistry metrics) {
    return new WorkerEnvironment(bus, "none", metrics, Clock.systemUTC());
  }
}
