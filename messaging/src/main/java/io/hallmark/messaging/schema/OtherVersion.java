package io.hallmark.messaging.schema;

import io.hallmark.messaging.client.Bus;
import io.hallmark.messaging.client.Publication;
import io.hallmark.messaging.topic.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Another version of a record's schema, and records written with it: what a program of that version
 * puts on the bus, for tests of how this one reads it. Immutable.
 */
public record OtherVersion(Schema schema) {
  private static final int HEADER_BYTES = 10;

  /** A version with one more field, the first. */
  public static OtherVersion newer(Schema ours, String field) {
    return changed(
        ours,
        "\"fields\":[",
        "\"fields\":[{\"name\":\"%s\",\"type\":\"string\",\"default\":\"new\"},".formatted(field));
  }

  /** A version without the last field. */
  public static OtherVersion withoutLastField(Schema ours, String field) {
    String json = ours.toString();
    int from = json.indexOf(",{\"name\":\"%s\"".formatted(field));
    return changed(ours, json.substring(from, json.length() - 2), "");
  }

  /** Ours with another text in its JSON. */
  public static OtherVersion changed(Schema ours, String from, String to) {
    String json = ours.toString();
    int at = json.indexOf(from);
    if (at < 0) {
      throw new IllegalArgumentException("no %s in %s".formatted(from, json));
    }
    return new OtherVersion(
        new Schema.Parser().parse(json.substring(0, at) + to + json.substring(at + from.length())));
  }

  /** {@code ours} as this version would have written it. */
  @SuppressWarnings("unchecked")
  public byte[] encode(SpecificRecord ours) {
    byte[] bytes =
        Codec.of((Class<SpecificRecord>) ours.getClass().asSubclass(SpecificRecord.class))
            .encode(ours);
    try {
      Object value =
          new GenericDatumReader<>(ours.getSchema(), schema)
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length), null));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(header(SchemaNormalization.parsingFingerprint64(schema)));
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void publish(Bus bus) {
    try (Publication publication = Publication.open(bus, "other-version")) {
      publish(publication);
    }
  }

  /** The same for who has no time to open one: readers wait for a schema only so long. */
  public void publish(Publication publication) {
    publication.put(
        TopicCatalogue.SCHEMAS,
        SchemaView.key(SchemaNormalization.parsingFingerprint64(schema)),
        schema.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The header of records whose schema has {@code fingerprint}. */
  public static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 1)
        .putLong(fingerprint)
        .array();
  }
}
