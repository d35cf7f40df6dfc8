package io.hallmark.crypto.worker.registry;

import java.nio.ByteBuffer;

/**
 * How a record lies in the arena: a header of {@value #HEADER_BYTES} bytes, its name, its value.
 */
final class StoredRecord {
  static final int HEADER_BYTES = 32;
  private static final int SIZE = 0;
  private static final int ID = 4;
  private static final int HASH = 8;
  private static final int NAME_BYTES = 12;
  private static final int TAG = 16;
  private static final int STAMP = 24;

  private StoredRecord() {}

  static int size(byte[] name, byte[] value) {
    return HEADER_BYTES + name.length + value.length;
  }

  static void write(
      ByteBuffer to, int at, int id, int hash, long tag, long stamp, byte[] name, byte[] value) {
    to.putInt(at + SIZE, size(name, value));
    to.putInt(at + ID, id);
    to.putInt(at + HASH, hash);
    to.putInt(at + NAME_BYTES, name.length);
    to.putLong(at + TAG, tag);
    to.putLong(at + STAMP, stamp);
    to.put(at + HEADER_BYTES, name);
    to.put(at + HEADER_BYTES + name.length, value);
  }

  static int size(ByteBuffer in, int at) {
    return in.getInt(at + SIZE);
  }

  static int id(ByteBuffer in, int at) {
    return in.getInt(at + ID);
  }

  static int hash(ByteBuffer in, int at) {
    return in.getInt(at + HASH);
  }

  static long tag(ByteBuffer in, int at) {
    return in.getLong(at + TAG);
  }

  static long stamp(ByteBuffer in, int at) {
    return in.getLong(at + STAMP);
  }

  static byte[] name(ByteBuffer in, int at) {
    byte[] name = new byte[in.getInt(at + NAME_BYTES)];
    in.get(at + HEADER_BYTES, name);
    return name;
  }

  static byte[] value(ByteBuffer in, int at) {
    int nameBytes = in.getInt(at + NAME_BYTES);
    byte[] value = new byte[size(in, at) - HEADER_BYTES - nameBytes];
    in.get(at + HEADER_BYTES + nameBytes, value);
    return value;
  }

  static boolean hasName(ByteBuffer in, int at, byte[] name) {
    if (in.getInt(at + NAME_BYTES) != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (in.get(at + HEADER_BYTES + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** As {@link NameOrder} has it. */
  static int compareName(byte[] name, ByteBuffer in, int at) {
    int length = in.getInt(at + NAME_BYTES);
    int common = Math.min(name.length, length);
    for (int i = 0; i < common; i++) {
      byte mine = name[i];
      byte other = in.get(at + HEADER_BYTES + i);
      if (mine != other) {
        return NameOrder.rank(mine) - NameOrder.rank(other);
      }
    }
    return name.length - length;
  }
}
