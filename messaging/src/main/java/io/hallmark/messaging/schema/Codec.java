package io.hallmark.messaging.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of one type to bytes and back, as Avro single-object encoding: {@code C3 01}, the
 * writer's CRC-64-AVRO fingerprint (little-endian), the binary body. Safe for concurrent use; make
 * one and keep it.
 */
public final class Codec<T extends SpecificRecord> {
  /** Where the fingerprint stands in the header. */
  static final int FINGERPRINT_AT = 2;

  private static final int HEADER_BYTES = 10;
  private static final byte MARK_0 = (byte) 0xC3;
  private static final byte MARK_1 = 0x01;

  /** Readers for other writers' schemas that are kept; more than that many versions is no fleet. */
  private static final int READERS_MAX = 64;

  private static final ThreadLocal<EncodeBuffer> BUFFER =
      ThreadLocal.withInitial(EncodeBuffer::new);

  private final Class<T> type;
  private final SpecificData data;
  private final Schema schema;
  private final long fingerprint;
  private final byte[] header;
  private final WriterSchemas others;
  private final SpecificDatumWriter<T> writer;
  private final SpecificDatumReader<T> reader;
  private final Map<Long, SpecificDatumReader<T>> otherReaders = new ConcurrentHashMap<>();

  private Codec(Class<T> type, WriterSchemas others) {
    this.type = type;
    this.others = others;
    data = new SpecificData(type.getClassLoader());
    data.setCustomCoders(true);
    schema = data.getSchema(type);
    fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    header = header(fingerprint);
    writer = new SpecificDatumWriter<>(schema, data);
    reader = new SpecificDatumReader<>(schema, schema, data);
  }

  /** A codec that reads what this version writes. */
  public static <T extends SpecificRecord> Codec<T> of(Class<T> type) {
    return new Codec<>(type, WriterSchemas.NONE);
  }

  /** A codec that also reads what others write whose schema {@code others} knows. */
  public static <T extends SpecificRecord> Codec<T> of(Class<T> type, WriterSchemas others) {
    return new Codec<>(type, others);
  }

  /** The schema that this codec writes with. */
  public Schema schema() {
    return schema;
  }

  /**
   * The record as bytes.
   *
   * @throws IllegalArgumentException when the record is not valid, a field without a value for one
   */
  public byte[] encode(T value) {
    EncodeBuffer buffer = BUFFER.get();
    try {
      return buffer.encode(header, writer, value);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s cannot be encoded: %s".formatted(type.getSimpleName(), e.getMessage()), e);
    }
  }

  /**
   * The record in {@code bytes}.
   *
   * @throws MalformedRecordException when there is none; never any other exception
   */
  public T decode(byte[] bytes) {
    if (bytes == null) {
      throw new MalformedRecordException(type.getSimpleName() + ": there are no bytes");
    }
    if (!hasHeader(bytes)) {
      throw new MalformedRecordException(
          "%s: %d bytes without the single-object header C3 01"
              .formatted(type.getSimpleName(), bytes.length));
    }
    return decodeBody(readerFor(Translation.fingerprint(bytes)), bytes);
  }

  /** A record of another version as this one would have written it. */
  byte[] translate(byte[] bytes) {
    return encode(decode(bytes));
  }

  long fingerprint() {
    return fingerprint;
  }

  static boolean hasHeader(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == MARK_0 && bytes[1] == MARK_1;
  }

  private T decodeBody(SpecificDatumReader<T> with, byte[] bytes) {
    BoundedDecoder in = new BoundedDecoder(bytes, HEADER_BYTES);
    T value;
    try {
      value = with.read(null, in);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The last where a foreign schema is nested without end: its writer's fault, not ours.
      throw new MalformedRecordException(
          "%s: %d bytes cannot be decoded: %s"
              .formatted(type.getSimpleName(), bytes.length, e.getMessage()),
          e);
    }
    if (in.remaining() != 0) {
      throw new MalformedRecordException(
          "%s: %d bytes are left over".formatted(type.getSimpleName(), in.remaining()));
    }
    return value;
  }

  private SpecificDatumReader<T> readerFor(long writtenWith) {
    if (writtenWith == fingerprint) {
      return reader;
    }
    SpecificDatumReader<T> known = otherReaders.get(writtenWith);
    if (known != null) {
      return known;
    }
    Schema written =
        others
            .find(writtenWith)
            .orElseThrow(
                () ->
                    new MalformedRecordException(
                        "%s: written with the unknown schema %016x"
                            .formatted(type.getSimpleName(), writtenWith)));
    SpecificDatumReader<T> made = new SpecificDatumReader<>(written, schema, data);
    if (otherReaders.size() < READERS_MAX) {
      otherReaders.put(writtenWith, made);
    }
    return made;
  }

  private static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARK_0)
        .put(MARK_1)
        .putLong(fingerprint)
        .array();
  }
}
