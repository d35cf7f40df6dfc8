package io.hallmark.messaging.schema;

import io.hallmark.messaging.wire.crypto.SignRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes a request as a version with one more field would. */
final class NewerWriter {
  private NewerWriter() {}

  static byte[] encode(Schema schema, SignRequest request) throws IOException {
    GenericRecord record = new GenericData.Record(schema);
    record.put("novelty", "not known to older readers");
    record.put("tenant", request.getTenant());
    record.put("alias", request.getAlias());
    record.put(
        "scheme",
        new GenericData.EnumSymbol(schema.getField("scheme").schema(), request.getScheme().name()));
    record.put("content", request.getContent().duplicate());
    record.put("batch", request.getBatch());
    record.put("digest", request.getDigest());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xC3, 1});
    out.writeBytes(
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    return out.toByteArray();
  }
}
