package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeyName;
import io.hallmark.messaging.wire.crypto.KeyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is still to be done about keys, so that nobody has to look through a million to find out:
 * which are to be deleted and when, which have old private parts to be destroyed, how many each
 * generation of a wrapping key wraps. Safe for concurrent use; written by one thread.
 */
final class KeyAgenda {
  private record Generation(String tenant, int number) {}

  private final Map<KeyName, Instant> deletions = new ConcurrentHashMap<>();
  private final Set<KeyName> leftovers = ConcurrentHashMap.newKeySet();
  private final Map<Generation, Long> wrapped = new ConcurrentHashMap<>();

  /** A key is as this record says. */
  void came(KeyName name, KeyRecord record) {
    if (record.getDeletionAt() == null) {
      deletions.remove(name);
    } else {
      deletions.put(name, Instant.ofEpochMilli(record.getDeletionAt()));
    }
    if (record.getEarlier().stream().allMatch(earlier -> earlier.getTokens().isEmpty())) {
      leftovers.remove(name);
    } else {
      leftovers.add(name);
    }
    count(name.tenant(), generation(record), 1);
  }

  /** A key is not as this record says any more. */
  void went(KeyName name, int generation) {
    deletions.remove(name);
    leftovers.remove(name);
    count(name.tenant(), generation, -1);
  }

  /** Keys whose deletion was due at {@code now}, the longest due first. */
  List<KeyName> dueAt(Instant now, int limit) {
    return deletions.entrySet().stream()
        .filter(deletion -> !now.isBefore(deletion.getValue()))
        .sorted(Map.Entry.comparingByValue())
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Keys with private parts that a rotation replaced. */
  List<KeyName> withLeftovers(int limit) {
    return leftovers.stream().sorted(Comparator.naturalOrder()).limit(limit).toList();
  }

  /** How many keys each generation of a tenant wraps; those that wrap none are left out. */
  Map<Integer, Long> wrapped(String tenant) {
    Map<Integer, Long> found = new TreeMap<>();
    wrapped.forEach(
        (generation, count) -> {
          if (generation.tenant().equals(tenant)) {
            found.put(generation.number(), count);
          }
        });
    return found;
  }

  /** Tenants that have wrapped keys. */
  List<String> wrappingTenants() {
    return new ArrayList<>(wrapped.keySet()).stream().map(Generation::tenant).distinct().toList();
  }

  private static int generation(KeyRecord record) {
    return record.getWrapped() == null ? 0 : record.getWrapped().getGeneration();
  }

  /** Generation 0 is that of resident keys. */
  private void count(String tenant, int generation, long more) {
    if (generation > 0) {
      wrapped.compute(
          new Generation(tenant, generation),
          (unused, before) -> {
            long now = (before == null ? 0 : before) + more;
            return now == 0 ? null : now;
          });
    }
  }
}
