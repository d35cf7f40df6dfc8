package io.hallmark.crypto.worker.signing;

import io.hallmark.crypto.KeyCategory;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests that wait for a token, in the order in which they go: TLS before session before
 * application, and within a category in turn between tenants, so that one tenant's flood costs
 * another at most one turn. A category that was passed over {@link #PASSES_MAX} times goes next, so
 * that nothing starves. Not safe for concurrent use; {@link Admission} guards it.
 */
final class Turns<W> {
  static final int PASSES_MAX = 16;

  private final Map<KeyCategory, Line<W>> lines = new EnumMap<>(KeyCategory.class);
  private int size;

  Turns() {
    for (KeyCategory category : KeyCategory.values()) {
      lines.put(category, new Line<>());
    }
  }

  int size() {
    return size;
  }

  void add(KeyCategory category, String tenant, W work) {
    lines.get(category).add(tenant, work);
    size++;
  }

  /** How many go before the next request of this tenant, if nobody else came. */
  int ahead(KeyCategory category, String tenant) {
    int ahead = 0;
    for (Map.Entry<KeyCategory, Line<W>> line : lines.entrySet()) {
      if (line.getKey() == category) {
        return ahead + line.getValue().ahead(tenant);
      }
      ahead += line.getValue().size;
    }
    throw new IllegalArgumentException("no line for " + category);
  }

  /** How many of this tenant wait. */
  int waiting(KeyCategory category, String tenant) {
    ArrayDeque<W> own = lines.get(category).byTenant.get(tenant);
    return own == null ? 0 : own.size();
  }

  /** What goes next, or null. */
  W poll() {
    if (size == 0) {
      return null;
    }
    Line<W> chosen = choose();
    for (Line<W> line : lines.values()) {
      line.passes = line == chosen || line.size == 0 ? 0 : line.passes + 1;
    }
    size--;
    return chosen.take();
  }

  private Line<W> choose() {
    Line<W> first = null;
    for (Line<W> line : lines.values()) {
      if (line.size > 0 && (first == null || line.passes >= PASSES_MAX)) {
        if (line.passes >= PASSES_MAX) {
          return line;
        }
        first = line;
      }
    }
    return first;
  }

  /** One category: tenants take turns. */
  private static final class Line<W> {
    private final Map<String, ArrayDeque<W>> byTenant = new HashMap<>();
    private final ArrayDeque<String> turns = new ArrayDeque<>();
    private int size;
    private int passes;

    void add(String tenant, W work) {
      ArrayDeque<W> own = byTenant.get(tenant);
      if (own == null) {
        own = new ArrayDeque<>();
        byTenant.put(tenant, own);
        turns.add(tenant);
      }
      own.add(work);
      size++;
    }

    /** All of its own, and as many of each other tenant, but not more than there are. */
    int ahead(String tenant) {
      ArrayDeque<W> own = byTenant.get(tenant);
      int mine = own == null ? 0 : own.size();
      int others = own == null ? byTenant.size() : byTenant.size() - 1;
      return (int) Math.min(size, mine + (mine + 1L) * others);
    }

    W take() {
      String tenant = turns.remove();
      ArrayDeque<W> own = byTenant.get(tenant);
      W work = own.remove();
      if (own.isEmpty()) {
        byTenant.remove(tenant);
      } else {
        turns.add(tenant);
      }
      size--;
      return work;
    }
  }
}
