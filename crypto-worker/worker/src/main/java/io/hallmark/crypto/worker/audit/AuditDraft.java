package io.hallmark.crypto.worker.audit;

import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import java.nio.ByteBuffer;

/** An act on its way to the chain. Immutable. */
sealed interface AuditDraft {
  /** By {@link System#nanoTime}. */
  long notedNanos();

  /** Its entry. */
  byte[] encode(AuditEntries entries);

  /** As it is noted on the sign path, to be encoded by the audit's own thread. */
  record Noted(long atMillis, long notedNanos, RpcRequest request, RpcOutcome outcome)
      implements AuditDraft {
    @Override
    public byte[] encode(AuditEntries entries) {
      return entries.encode(atMillis, request, outcome);
    }
  }

  /** Encoded at once: a large request must not be held until it is written. */
  record Encoded(long notedNanos, ByteBuffer entry) implements AuditDraft {
    @Override
    public byte[] encode(AuditEntries entries) {
      byte[] bytes = new byte[entry.remaining()];
      entry.duplicate().get(bytes);
      return bytes;
    }
  }
}
