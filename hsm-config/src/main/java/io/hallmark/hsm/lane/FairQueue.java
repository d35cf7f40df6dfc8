package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Work that waits: by priority, and within a priority in turn between tenants, so that one tenant's
 * flood costs another at most one turn. A priority that was passed over {@link #PASSES_MAX} times
 * goes next, so that nothing starves. Not safe for concurrent use; {@link LanePool} guards it.
 */
final class FairQueue<S> {
  static final int PASSES_MAX = 16;

  private final int sizeMax;
  private final Map<Priority, Level<S>> levels = new EnumMap<>(Priority.class);
  private int size;

  FairQueue(int sizeMax) {
    this.sizeMax = sizeMax;
    for (Priority priority : Priority.values()) {
      levels.put(priority, new Level<>());
    }
  }

  /** False where the queue is full. */
  boolean offer(Work<S> work) {
    if (size == sizeMax) {
      return false;
    }
    levels.get(work.priority()).add(work);
    size++;
    return true;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** What goes next, or null. */
  Work<S> poll() {
    if (size == 0) {
      return null;
    }
    Level<S> chosen = choose();
    for (Level<S> level : levels.values()) {
      level.passes = level == chosen || level.turns.isEmpty() ? 0 : level.passes + 1;
    }
    size--;
    return chosen.take();
  }

  /** Takes out what {@code unwanted} says, wherever it waits. */
  List<Work<S>> remove(Predicate<Work<S>> unwanted) {
    List<Work<S>> removed = new ArrayList<>();
    levels.values().forEach(level -> level.remove(unwanted, removed));
    size -= removed.size();
    return removed;
  }

  private Level<S> choose() {
    Level<S> first = null;
    for (Level<S> level : levels.values()) {
      if (!level.turns.isEmpty()) {
        if (level.passes >= PASSES_MAX) {
          return level;
        }
        first = first == null ? level : first;
      }
    }
    return first;
  }

  /** One priority: tenants take turns. */
  private static final class Level<S> {
    private final Map<String, ArrayDeque<Work<S>>> byTenant = new HashMap<>();
    private final ArrayDeque<String> turns = new ArrayDeque<>();
    private int passes;

    void add(Work<S> work) {
      ArrayDeque<Work<S>> own = byTenant.get(work.tenant());
      if (own == null) {
        own = new ArrayDeque<>();
        byTenant.put(work.tenant(), own);
        turns.add(work.tenant());
      }
      own.add(work);
    }

    void remove(Predicate<Work<S>> unwanted, List<Work<S>> removed) {
      byTenant.values().forEach(own -> remove(own, unwanted, removed));
      byTenant.values().removeIf(ArrayDeque::isEmpty);
      turns.removeIf(tenant -> !byTenant.containsKey(tenant));
    }

    private void remove(
        ArrayDeque<Work<S>> own, Predicate<Work<S>> unwanted, List<Work<S>> removed) {
      own.removeIf(
          work -> {
            boolean out = unwanted.test(work);
            if (out) {
              removed.add(work);
            }
            return out;
          });
    }

    Work<S> take() {
      String tenant = turns.remove();
      ArrayDeque<Work<S>> own = byTenant.get(tenant);
      Work<S> work = own.remove();
      if (own.isEmpty()) {
        byTenant.remove(tenant);
      } else {
        turns.add(tenant);
      }
      return work;
    }
  }
}
