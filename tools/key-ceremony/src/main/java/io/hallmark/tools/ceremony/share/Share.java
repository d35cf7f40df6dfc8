package io.hallmark.tools.ceremony.share;

import java.util.Arrays;

/**
 * One custodian's part of a key, wiped on {@link #close()}. It never prints itself. Confined to one
 * thread.
 */
public final class Share implements AutoCloseable {
  /** A key of AES-256. */
  public static final int BYTES = 32;

  private final ShareSet set;
  private final int index;
  private final byte[] value;

  Share(ShareSet set, int index, byte[] value) {
    if (index < 1 || index > set.shares() || value.length != BYTES) {
      throw new IllegalArgumentException(
          "share %d of %d bytes is none of %s".formatted(index, value.length, set));
    }
    this.set = set;
    this.index = index;
    this.value = value;
  }

  public ShareSet set() {
    return set;
  }

  /** From 1. */
  public int index() {
    return index;
  }

  /** Not copied: only this package sees it. */
  byte[] value() {
    return value;
  }

  @Override
  public void close() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return "Share[%s, number %d, hidden]".formatted(set, index);
  }
}
