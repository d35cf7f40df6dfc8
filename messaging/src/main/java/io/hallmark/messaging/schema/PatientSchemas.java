package io.hallmark.messaging.schema;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.avro.Schema;

/**
 * Waits for a schema that is not known yet: until all schemas have been read for the first time,
 * and then somewhat longer, since a writer's first records may overtake theirs. For readers whose
 * next record has to wait for this one, in the order of a topic. A schema that did not come is not
 * waited for again. Safe for concurrent use.
 */
public final class PatientSchemas implements WriterSchemas {
  static final Duration WAIT_MAX = Duration.ofSeconds(2);

  /** For all waits together; on a topic that can't be read, nothing else can be either. */
  static final Duration READ_MAX = Duration.ofSeconds(10);

  /** So many waits are well within a watchdog's limit; more unknown schemas are no fleet. */
  static final int WAITS_MAX = 8;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final WriterSchemas schemas;
  private final AtomicLong readNanosLeft = new AtomicLong(READ_MAX.toNanos());
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
    long beganNanos = System.nanoTime();
    await(schemas::isComplete, readNanosLeft.get());
    readNanosLeft.addAndGet(beganNanos - System.nanoTime());
    await(() -> schemas.find(fingerprint).isPresent(), WAIT_MAX.toNanos());
    return schemas.find(fingerprint);
  }

  private static void await(BooleanSupplier come, long nanosMax) {
    long giveUpNanos = System.nanoTime() + nanosMax;
    while (!come.getAsBoolean()
        && System.nanoTime() - giveUpNanos < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
