package io.hallmark.crypto.worker.registry;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * From the hash of a name to the number of its record: an open-addressing table of ints, linear
 * probing, at most three quarters full, so 5 to 11 bytes a record. Not safe for concurrent use.
 */
final class NameIndex {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int EMPTY = 0;

  /** Gives the hash of a record's name. */
  private final IntUnaryOperator hashOf;

  private int[] slots = new int[FIRST_SLOTS];
  private int size;

  NameIndex(IntUnaryOperator hashOf) {
    this.hashOf = hashOf;
  }

  /** The record of this hash that {@code isIt}; -1 where there is none. */
  int find(int hash, IntPredicate isIt) {
    int mask = slots.length - 1;
    for (int slot = spread(hash) & mask; slots[slot] != EMPTY; slot = (slot + 1) & mask) {
      int id = slots[slot] - 1;
      if (hashOf.applyAsInt(id) == hash && isIt.test(id)) {
        return id;
      }
    }
    return -1;
  }

  /** Adds a record that is not in it. */
  void add(int hash, int id) {
    if ((size + 1) * 4L > slots.length * 3L) {
      grow();
    }
    insert(hash, id);
    size++;
  }

  /**
   * Removes a record that is in it. What comes after it moves up, so that no gap hides anything.
   */
  void remove(int hash, int id) {
    int mask = slots.length - 1;
    int gap = spread(hash) & mask;
    while (slots[gap] != id + 1) {
      gap = (gap + 1) & mask;
    }
    int slot = gap;
    while (true) {
      slot = (slot + 1) & mask;
      if (slots[slot] == EMPTY) {
        break;
      }
      int home = spread(hashOf.applyAsInt(slots[slot] - 1)) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        gap = slot;
      }
    }
    slots[gap] = EMPTY;
    size--;
  }

  private void insert(int hash, int id) {
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (slots[slot] != EMPTY) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = id + 1;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != EMPTY) {
        insert(hashOf.applyAsInt(entry - 1), entry - 1);
      }
    }
  }

  /** Names differ in their last characters, which {@link NameOrder#hash} leaves in the low bits. */
  private static int spread(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x7feb352d;
    mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
    return mixed ^ (mixed >>> 16);
  }
}
