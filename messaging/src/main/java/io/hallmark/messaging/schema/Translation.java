package io.hallmark.messaging.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of other versions as this version would have written them, so that whoever reads them
 * needs to know one schema only. What this version wrote costs a comparison and is left as it is.
 * Safe for concurrent use.
 */
public final class Translation {
  /** Takes everything for its own. */
  public static final Translation NONE = new Translation(List.of(), WriterSchemas.NONE);

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] own;
  private final Map<String, Codec<?>> byName;
  private final WriterSchemas others;

  private Translation(List<Class<? extends SpecificRecord>> types, WriterSchemas others) {
    List<Codec<?>> codecs = types.stream().<Codec<?>>map(type -> Codec.of(type, others)).toList();
    this.own = codecs.stream().mapToLong(Codec::fingerprint).toArray();
    this.byName =
        codecs.stream()
            .collect(Collectors.toMap(codec -> codec.schema().getFullName(), Function.identity()));
    this.others = others;
  }

  /**
   * Into this version's schemas of {@code types}.
   *
   * @param types what is expected, the most frequent first
   */
  public static Translation into(
      List<Class<? extends SpecificRecord>> types, WriterSchemas others) {
    return types.isEmpty() ? NONE : new Translation(types, others);
  }

  /** Whether there is nothing to translate: it is of this version, or no Avro record at all. */
  public boolean isOwn(byte[] record) {
    if (own.length == 0 || !Codec.hasHeader(record)) {
      return true;
    }
    long writtenWith = fingerprint(record);
    for (long fingerprint : own) {
      if (fingerprint == writtenWith) {
        return true;
      }
    }
    return false;
  }

  /**
   * The record in this version's schema; empty while nobody here knows its writer's. A record that
   * can't be read, or is of another type, is given back as it is: its reader says what is wrong.
   */
  public Optional<byte[]> translate(byte[] record) {
    return isOwn(record)
        ? Optional.of(record)
        : others.find(fingerprint(record)).map(written -> translate(record, written));
  }

  private byte[] translate(byte[] record, Schema written) {
    Codec<?> codec = byName.get(written.getFullName());
    if (codec == null) {
      return record;
    }
    try {
      return codec.translate(record);
    } catch (MalformedRecordException e) {
      return record;
    }
  }

  /** Of the schema that {@code record} was written with. Only where there is a header. */
  static long fingerprint(byte[] record) {
    return (long) LITTLE_ENDIAN_LONG.get(record, Codec.FINGERPRINT_AT);
  }

  /** The same as it stands on topic {@code schemas}, for a log; in words where there is none. */
  public static String nameOfSchema(byte[] record) {
    return Codec.hasHeader(record) ? SchemaView.key(fingerprint(record)) : "(none)";
  }
}
