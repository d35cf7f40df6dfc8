package io.hallmark.crypto.worker.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The door: bytes by name, for millions of names. Safe for concurrent use.
 *
 * <p>The bytes are outside the Java heap ({@link RecordArena}). On the heap a record costs its
 * address (8 bytes), its place in a hash table ({@link NameIndex}, 5 to 11) and its place in the
 * order of names ({@link NameOrder}, 4 to 8): about 25 bytes, whatever its size. Nothing is decoded
 * here, and nothing is sorted when it is asked for: a page is found by two binary searches.
 */
public final class NamedRecords {
  private static final int FIRST_RECORDS = 1 << 8;
  private static final long FREE = -1;

  /**
   * A record's name and tag.
   *
   * @param stamp no two values ever have the same
   */
  public record Listed(String name, long tag, long stamp) {}

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final RecordArena arena = new RecordArena();
  private final NameIndex index = new NameIndex(this::hashOf);
  private final NameOrder order = new NameOrder(this::compare);
  private long[] addresses = new long[FIRST_RECORDS];
  private int[] freeIds = new int[FIRST_RECORDS];
  private int freeCount;
  private int nextId;
  private int size;
  private long stamps;

  /** Sets the value of a name. Names are characters of one byte, ordered with the slash first. */
  public void put(String name, long tag, byte[] value) {
    byte[] nameBytes = bytes(name);
    lock.writeLock().lock();
    try {
      int hash = NameOrder.hash(nameBytes);
      int id = find(hash, nameBytes);
      long before = id < 0 ? FREE : addresses[id];
      if (id < 0) {
        id = takeId();
      }
      store(id, hash, tag, nameBytes, value);
      if (before == FREE) {
        index.add(hash, id);
        order.add(nameBytes, id);
        size++;
        tidy();
      } else {
        release(before);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes a name; whether it was there. */
  public boolean remove(String name) {
    byte[] nameBytes = bytes(name);
    lock.writeLock().lock();
    try {
      int hash = NameOrder.hash(nameBytes);
      int id = find(hash, nameBytes);
      if (id < 0) {
        return false;
      }
      index.remove(hash, id);
      order.remove(nameBytes);
      long address = addresses[id];
      addresses[id] = FREE;
      giveId(id);
      size--;
      release(address);
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The value of a name. */
  public Optional<FoundRecord> get(String name) {
    byte[] nameBytes = bytes(name);
    lock.readLock().lock();
    try {
      int id = find(NameOrder.hash(nameBytes), nameBytes);
      if (id < 0) {
        return Optional.empty();
      }
      ByteBuffer in = buffer(id);
      int at = at(id);
      return Optional.of(
          new FoundRecord(
              StoredRecord.tag(in, at), StoredRecord.stamp(in, at), StoredRecord.value(in, at)));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The stamp of a name's value, which tells whether it is one that is known; 0 for no value. */
  public long stamp(String name) {
    byte[] nameBytes = bytes(name);
    lock.readLock().lock();
    try {
      int id = find(NameOrder.hash(nameBytes), nameBytes);
      return id < 0 ? 0 : StoredRecord.stamp(buffer(id), at(id));
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Names in order, at most {@code limit}: keep it small, since writers wait meanwhile.
   *
   * @param from where to begin; empty: with the first
   * @param exclusive whether {@code from} itself is left out
   */
  public List<Listed> list(String from, boolean exclusive, int limit) {
    lock.readLock().lock();
    try {
      int[] ids = order.from(bytes(from), exclusive, limit);
      List<Listed> listed = new ArrayList<>(ids.length);
      for (int id : ids) {
        ByteBuffer in = buffer(id);
        int at = at(id);
        listed.add(
            new Listed(
                new String(StoredRecord.name(in, at), StandardCharsets.ISO_8859_1),
                StoredRecord.tag(in, at),
                StoredRecord.stamp(in, at)));
      }
      return listed;
    } finally {
      lock.readLock().unlock();
    }
  }

  public int size() {
    lock.readLock().lock();
    try {
      return size;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Bytes taken outside the heap. */
  public long reservedBytes() {
    lock.readLock().lock();
    try {
      return arena.reservedBytes();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private int find(int hash, byte[] name) {
    return index.find(hash, id -> StoredRecord.hasName(buffer(id), at(id), name));
  }

  private void store(int id, int hash, long tag, byte[] name, byte[] value) {
    long address = arena.allocate(StoredRecord.size(name, value));
    StoredRecord.write(
        arena.buffer(address), RecordArena.offset(address), id, hash, tag, ++stamps, name, value);
    addresses[id] = address;
  }

  private void release(long address) {
    ByteBuffer in = arena.buffer(address);
    arena.free(address, StoredRecord.size(in, RecordArena.offset(address)));
    tidy();
  }

  private void tidy() {
    for (int sparse = arena.takeSparse(); sparse != RecordArena.NONE; sparse = arena.takeSparse()) {
      evacuate(sparse, arena.segmentBuffer(sparse));
    }
  }

  /**
   * Moves what is left of a segment that is mostly free, so that the segment can be used again.
   * Behind the last record may be bytes of the segment's former use; no record that is held has its
   * address there, so nothing of them is moved.
   */
  private void evacuate(int segment, ByteBuffer in) {
    int at = 0;
    while (at + StoredRecord.HEADER_BYTES <= in.capacity()) {
      int bytes = StoredRecord.size(in, at);
      if (bytes <= 0 || at + bytes > in.capacity()) {
        return;
      }
      long address = RecordArena.address(segment, at);
      int id = StoredRecord.id(in, at);
      if (id >= 0 && id < nextId && addresses[id] == address) {
        move(address, in, at, bytes, id);
      }
      at += bytes;
    }
  }

  private void move(long from, ByteBuffer in, int at, int bytes, int id) {
    long to = arena.allocate(bytes);
    arena.buffer(to).put(RecordArena.offset(to), in, at, bytes);
    addresses[id] = to;
    arena.free(from, bytes);
  }

  private ByteBuffer buffer(int id) {
    return arena.buffer(addresses[id]);
  }

  private int at(int id) {
    return RecordArena.offset(addresses[id]);
  }

  private int hashOf(int id) {
    return StoredRecord.hash(buffer(id), at(id));
  }

  private int compare(byte[] name, int id) {
    return StoredRecord.compareName(name, buffer(id), at(id));
  }

  private int takeId() {
    if (freeCount > 0) {
      return freeIds[--freeCount];
    }
    if (nextId == addresses.length) {
      addresses = Arrays.copyOf(addresses, addresses.length + (addresses.length >> 1));
    }
    return nextId++;
  }

  private void giveId(int id) {
    if (freeCount == freeIds.length) {
      freeIds = Arrays.copyOf(freeIds, 2 * freeCount);
    }
    freeIds[freeCount++] = id;
  }
}
