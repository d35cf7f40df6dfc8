package io.hallmark.crypto.worker.keys;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many keys are wrapped by each generation of each tenant. Safe for concurrent use. */
final class WrappedCounts {
  private record Generation(String tenant, int number) {}

  private final Map<Generation, Long> counts = new ConcurrentHashMap<>();

  void came(String tenant, int generation) {
    add(tenant, generation, 1);
  }

  void gone(String tenant, int generation) {
    add(tenant, generation, -1);
  }

  long of(String tenant, int generation) {
    return counts.getOrDefault(new Generation(tenant, generation), 0L);
  }

  /** By generation; those that wrap nothing are left out. */
  SortedMap<Integer, Long> of(String tenant) {
    SortedMap<Integer, Long> found = new TreeMap<>();
    counts.forEach(
        (generation, count) -> {
          if (generation.tenant().equals(tenant)) {
            found.put(generation.number(), count);
          }
        });
    return found;
  }

  /** Generation 0 is that of resident keys. */
  private void add(String tenant, int generation, long count) {
    if (generation > 0) {
      counts.compute(
          new Generation(tenant, generation),
          (unused, before) -> {
            long now = (before == null ? 0 : before) + count;
            return now == 0 ? null : now;
          });
    }
  }
}
