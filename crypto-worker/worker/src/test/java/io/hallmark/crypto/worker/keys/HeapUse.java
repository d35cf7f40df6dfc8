package io.hallmark.crypto.worker.keys;

import java.lang.management.ManagementFactory;

/** What this JVM's objects take. */
final class HeapUse {
  private static final int ROUNDS = 5;

  private HeapUse() {}

  /** Bytes of what is reachable: the collector is asked until it finds no more. */
  static long bytes() {
    long used = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      System.gc();
      used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return used;
  }
}
