package io.hallmark.crypto.worker.registry;

import java.util.Arrays;

/**
 * Numbers of records in the order of their names: a list of blocks of {@value #BLOCK_MAX} ints at
 * most, so about 6 bytes a record, and two binary searches to find a place. The slash, which ends a
 * tenant, comes before all other characters, so that the order is by tenant, then alias. Not safe
 * for concurrent use.
 */
final class NameOrder {
  static final int BLOCK_MAX = 512;
  private static final byte SLASH = '/';

  /** Compares the name that is looked for with a record's. */
  @FunctionalInterface
  interface Comparison {
    int toRecord(byte[] name, int id);
  }

  private final Comparison comparison;
  private int[][] blocks = new int[16][];
  private int[] sizes = new int[16];
  private int count;

  NameOrder(Comparison comparison) {
    this.comparison = comparison;
  }

  static int rank(byte character) {
    return character == SLASH ? 0 : character & 0xFF;
  }

  static int hash(byte[] name) {
    return Arrays.hashCode(name);
  }

  /** Adds a record whose name is not in it. */
  void add(byte[] name, int id) {
    if (count == 0) {
      insertBlock(0, new int[BLOCK_MAX], 0);
    }
    int block = Math.min(blockOf(name), count - 1);
    int at = placeIn(block, name);
    if (sizes[block] == BLOCK_MAX) {
      split(block, at);
      block = Math.min(blockOf(name), count - 1);
      at = placeIn(block, name);
    }
    System.arraycopy(blocks[block], at, blocks[block], at + 1, sizes[block] - at);
    blocks[block][at] = id;
    sizes[block]++;
  }

  /** Removes a record that is in it. */
  void remove(byte[] name) {
    int block = blockOf(name);
    int at = placeIn(block, name);
    sizes[block]--;
    System.arraycopy(blocks[block], at + 1, blocks[block], at, sizes[block] - at);
    if (sizes[block] == 0) {
      removeBlock(block);
    }
  }

  /**
   * The first records whose names are not before {@code from}, at most {@code limit}, in order.
   *
   * @param exclusive whether one of exactly that name is left out
   */
  int[] from(byte[] from, boolean exclusive, int limit) {
    int[] found = new int[limit];
    int size = 0;
    int block = blockOf(from);
    int at = block < count ? placeIn(block, from) : 0;
    if (exclusive && block < count && comparison.toRecord(from, blocks[block][at]) == 0) {
      at++;
    }
    for (; block < count && size < limit; block++, at = 0) {
      int taken = Math.min(limit - size, sizes[block] - at);
      System.arraycopy(blocks[block], at, found, size, taken);
      size += taken;
    }
    return Arrays.copyOf(found, size);
  }

  /** The first block whose last name is not before {@code name}; {@code count} where none is. */
  private int blockOf(byte[] name) {
    int low = 0;
    int high = count;
    // Keys often come in order, and then go to the end.
    if (count > 0 && isAfter(name, count - 1)) {
      return count;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isAfter(name, middle)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isAfter(byte[] name, int block) {
    return sizes[block] > 0 && comparison.toRecord(name, blocks[block][sizes[block] - 1]) > 0;
  }

  private int placeIn(int block, byte[] name) {
    int low = 0;
    int high = sizes[block];
    if (high > 0 && isAfter(name, block)) {
      return high;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comparison.toRecord(name, blocks[block][middle]) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** In halves; but at the end where names come in order, so that blocks stay full. */
  private void split(int block, int at) {
    int from = at == BLOCK_MAX ? BLOCK_MAX : BLOCK_MAX / 2;
    int[] upper = new int[BLOCK_MAX];
    int moved = BLOCK_MAX - from;
    System.arraycopy(blocks[block], from, upper, 0, moved);
    sizes[block] = from;
    insertBlock(block + 1, upper, moved);
  }

  private void insertBlock(int at, int[] block, int size) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
    }
    System.arraycopy(blocks, at, blocks, at + 1, count - at);
    System.arraycopy(sizes, at, sizes, at + 1, count - at);
    blocks[at] = block;
    sizes[at] = size;
    count++;
  }

  private void removeBlock(int at) {
    count--;
    System.arraycopy(blocks, at + 1, blocks, at, count - at);
    System.arraycopy(sizes, at + 1, sizes, at, count - at);
    blocks[count] = null;
  }
}
