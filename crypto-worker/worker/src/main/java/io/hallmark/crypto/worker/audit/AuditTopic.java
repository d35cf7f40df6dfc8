package io.hallmark.crypto.worker.audit;

import io.hallmark.messaging.wire.crypto.AuditHead;
import java.util.Optional;
import java.util.concurrent.Future;

/** Where chains are written. Used by the audit's thread alone, but for {@link #wake}. */
interface AuditTopic extends AutoCloseable {
  /**
   * How far the newest chain of {@code instance} came; empty where none is found.
   *
   * @throws RuntimeException when the bus is away
   */
  Optional<AuditHead> former(String instance);

  /**
   * Appends a record; the future says when the bus has it. At most one is under way at a time.
   *
   * @throws RuntimeException when the bus is away
   */
  Future<?> append(String chain, byte[] batch);

  /** Ends what {@link #former} waits for, from any thread. */
  void wake();

  @Override
  void close();
}
