package io.hallmark.crypto.audit;

import io.hallmark.messaging.wire.crypto.AuditBatch;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** A chain as it grows. Confined to the thread that appends. */
public final class AuditChain {
  private final String name;
  private final MessageDigest digest = AuditChainHash.sha256();
  private long nextSequence;
  private byte[] hash;

  /** A chain without entries. */
  public AuditChain(String name) {
    this.name = name;
    this.hash = AuditChainHash.beginning(name);
  }

  public String name() {
    return name;
  }

  /** Of the last entry; -1 where there is none. */
  public long lastSequence() {
    return nextSequence - 1;
  }

  /** After the last entry. */
  public byte[] hash() {
    return hash.clone();
  }

  /**
   * Appends entries.
   *
   * @param entries at least one, encoded; not to be touched again
   * @return the record that says so
   */
  public AuditBatch append(List<byte[]> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one entry");
    }
    long first = nextSequence;
    byte[] previous = hash;
    List<ByteBuffer> encoded = new ArrayList<>(entries.size());
    for (byte[] entry : entries) {
      ByteBuffer buffer = ByteBuffer.wrap(entry);
      hash = AuditChainHash.next(digest, hash, nextSequence++, buffer);
      encoded.add(buffer);
    }
    return new AuditBatch(name, first, ByteBuffer.wrap(previous), encoded, ByteBuffer.wrap(hash));
  }
}
