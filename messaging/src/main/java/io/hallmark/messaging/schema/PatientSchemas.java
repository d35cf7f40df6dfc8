package io.hallmark.messaging.schema;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;

/**
 * Waits for a schema that is not known yet, since a writer's first records may overtake it. For
 * readers whose next record has to wait for this one, in the order of a topic. A schema that did
 * not come is not waited for again. Safe for concurrent use.
 */
public final class PatientSchemas implements WriterSchemas {
  static final Duration WAIT_MAX = Duration.ofSeconds(2);

  /** So many waits are well within a watchdog's limit; more unknown schemas are no fleet. */
  static final int WAITS_MAX = 8;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final WriterSchemas schemas;
  private final Set<Long> waitedFor = ConcurrentHashMap.newKeySet();

  public PatientSchemas(WriterSchemas schemas) {
    this.schemas = schemas;
  }

  @Override
  public Optional<Schema> find(long fingerprint) {
    Optional<Schema> found = schemas.find(fingerprint);
    boolean mayWait = found.isEmpty() && waitedFor.size() < WAITS_MAX && waitedFor.add(fingerprint);
    return mayWait ? await(fingerprint) : found;
  }

  private Optional<Schema> await(long fingerprint) {
    long giveUpNanos = System.nanoTime() + WAIT_MAX.toNanos();
    Optional<Schema> found = Optional.empty();
    while (found.isEmpty()
        && System.nanoTime() - giveUpNanos < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      found = schemas.find(fingerprint);
    }
    return found;
  }
}
