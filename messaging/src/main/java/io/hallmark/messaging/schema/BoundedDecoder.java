package io.hallmark.messaging.schema;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding over an array, where no length is believed before it is compared with the
 * bytes that are left: garbage costs an exception, never an allocation larger than itself. (Avro's
 * own decoder allocates what the bytes ask for, up to 2 GB.) Confined to one thread.
 */
final class BoundedDecoder extends Decoder {
  private static final int VARINT_BITS_MAX = 63;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int position;
  private long items;

  BoundedDecoder(byte[] bytes, int start) {
    this.bytes = bytes;
    this.position = start;
  }

  int remaining() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte value = bytes[advance(1)];
    if (value != 0 && value != 1) {
      throw new AvroTypeException("boolean is " + value);
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroTypeException("int is " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[advance(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
      shift += 7;
      if (shift > VARINT_BITS_MAX) {
        throw new AvroTypeException("integer is longer than 10 bytes");
      }
    }
  }

  @Override
  public float readFloat() throws IOException {
    return littleEndian(Float.BYTES).getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return littleEndian(Double.BYTES).getDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = readLength();
    int start = advance(length);
    String text = new String(bytes, start, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(text, start, length);
    }
    return text;
  }

  @Override
  public void skipString() throws IOException {
    advance(readLength());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = readLength();
    int start = advance(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public void skipBytes() throws IOException {
    advance(readLength());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, advance(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    advance(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /**
   * Every item of our schemas takes at least a byte, so there are no more items than bytes, in all
   * arrays and maps together. (In a foreign one they may take none: an array of arrays of nulls
   * would keep its reader busy for hours.)
   */
  private long readItemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLength();
      count = -count;
    }
    return counted(count);
  }

  /**
   * Skips blocks that tell their size; a positive answer is a number of items to skip one by one.
   */
  private long skipBlocks() throws IOException {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        return counted(count);
      }
      advance(readLength());
    }
  }

  private long counted(long count) {
    if (count < 0 || count > remaining() || count > bytes.length - items) {
      throw new AvroTypeException("%d items in %d bytes".formatted(count, remaining()));
    }
    items += count;
    return count;
  }

  private int readLength() throws IOException {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new EOFException("%d bytes wanted, %d left".formatted(length, remaining()));
    }
    return (int) length;
  }

  /** Where the next {@code length} bytes begin, which are taken. */
  private int advance(int length) throws IOException {
    if (length > remaining()) {
      throw new EOFException("%d bytes wanted, %d left".formatted(length, remaining()));
    }
    int start = position;
    position += length;
    return start;
  }

  private ByteBuffer littleEndian(int length) throws IOException {
    return ByteBuffer.wrap(bytes, advance(length), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireUtf8(String text, int start, int length) {
    byte[] back = text.getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(back, 0, back.length, bytes, start, start + length)) {
      throw new AvroTypeException("string is not UTF-8");
    }
  }
}
