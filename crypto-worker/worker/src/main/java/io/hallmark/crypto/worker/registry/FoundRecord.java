package io.hallmark.crypto.worker.registry;

/** A record as it was when it was asked for. Confined to who asked. */
public final class FoundRecord {
  private final long tag;
  private final long stamp;
  private final byte[] value;

  FoundRecord(long tag, long stamp, byte[] value) {
    this.tag = tag;
    this.stamp = stamp;
    this.value = value;
  }

  /** What its writer put beside it, to be read without decoding the value. */
  public long tag() {
    return tag;
  }

  /** No two values ever have the same. */
  public long stamp() {
    return stamp;
  }

  /** A copy made for who asked. */
  public byte[] value() {
    return value;
  }
}
