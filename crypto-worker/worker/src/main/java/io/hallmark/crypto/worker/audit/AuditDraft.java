package io.hallmark.crypto.worker.audit;

import io.hallmark.messaging.rpc.RpcOutcome;
import io.hallmark.messaging.rpc.RpcRequest;
import java.nio.ByteBuffer;
import java.util.List;

/** An act on its way to the chain. Immutable. */
sealed interface AuditDraft {
  /** By {@link System#nanoTime}. */
  long notedNanos();

  /** The places it holds in the queue until it is written: not less than it has entries. */
  int places();

  /** Of the request that waits in it. */
  int heldBytes();

  /** Its entries: one, or one for each content of a batch. */
  List<byte[]> encode(AuditEntries entries);

  /** As it is noted on the sign path, to be encoded by the audit's own thread. */
  record Noted(long atMillis, long notedNanos, int places, RpcRequest request, RpcOutcome outcome)
      implements AuditDraft {
    @Override
    public int heldBytes() {
      return request.body().size();
    }

    @Override
    public List<byte[]> encode(AuditEntries entries) {
      return entries.encode(atMillis, request, outcome);
    }
  }

  /** Encoded at once: requests of many bytes wait already. */
  record Encoded(long notedNanos, int places, List<ByteBuffer> encoded) implements AuditDraft {
    @Override
    public int heldBytes() {
      return 0;
    }

    @Override
    public List<byte[]> encode(AuditEntries entries) {
      return encoded.stream().map(Encoded::bytes).toList();
    }

    static Encoded of(long notedNanos, int places, List<byte[]> entries) {
      return new Encoded(notedNanos, places, entries.stream().map(ByteBuffer::wrap).toList());
    }

    private static byte[] bytes(ByteBuffer entry) {
      byte[] bytes = new byte[entry.remaining()];
      entry.duplicate().get(bytes);
      return bytes;
    }
  }
}
