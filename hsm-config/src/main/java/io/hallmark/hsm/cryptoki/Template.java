package io.hallmark.hsm.cryptoki;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CK_ATTRIBUTE array with its values in native memory. On Unix the structure is not packed: type,
 * pointer and length, 8 bytes each. Confined to one thread; the memory lives as long as this. Close
 * it where a value is secret; others may be left to the collector.
 */
public final class Template implements AutoCloseable {
  private static final int ATTRIBUTE_BYTES = 24;

  private final List<Long> types = new ArrayList<>();
  private final List<Memory> values = new ArrayList<>();

  public Template add(long type, byte[] value) {
    // JNA has no Memory of no bytes.
    Memory memory = new Memory(Math.max(1, value.length));
    memory.write(0, value, 0, value.length);
    types.add(type);
    values.add(value.length == 0 ? null : memory);
    return this;
  }

  public Template add(long type, boolean value) {
    return add(type, new byte[] {(byte) (value ? 1 : 0)});
  }

  public Template add(long type, long value) {
    Memory memory = new Memory(Long.BYTES);
    memory.setLong(0, value);
    types.add(type);
    values.add(memory);
    return this;
  }

  public Template add(long type, String value) {
    return add(type, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Wipes the values. */
  @Override
  public void close() {
    for (Memory value : values) {
      if (value != null) {
        value.clear();
      }
    }
  }

  int count() {
    return types.size();
  }

  /** The array; keep this template reachable as long as it is in use. */
  Memory toNative() {
    Memory array = new Memory((long) ATTRIBUTE_BYTES * Math.max(1, types.size()));
    for (int i = 0; i < types.size(); i++) {
      Memory value = values.get(i);
      long at = (long) i * ATTRIBUTE_BYTES;
      array.setLong(at, types.get(i));
      array.setLong(at + 8, value == null ? 0 : Pointer.nativeValue(value));
      array.setLong(at + 16, value == null ? 0 : value.size());
    }
    return array;
  }
}
