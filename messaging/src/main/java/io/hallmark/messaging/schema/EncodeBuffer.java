package io.hallmark.messaging.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** A thread's reusable room for encoding. Confined to that thread. */
final class EncodeBuffer {
  /** What is kept between records; a larger one is rare and not worth its memory in each thread. */
  private static final int KEPT_BYTES_MAX = 1024 * 1024;

  private static final int FIRST_BYTES = 4 * 1024;

  private ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BYTES);
  private BinaryEncoder encoder;

  <T> byte[] encode(byte[] header, DatumWriter<T> writer, T value) throws IOException {
    out.reset();
    out.write(header, 0, header.length);
    encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
    writer.write(value, encoder);
    encoder.flush();
    byte[] bytes = out.toByteArray();
    if (bytes.length > KEPT_BYTES_MAX) {
      out = new ByteArrayOutputStream(FIRST_BYTES);
    }
    return bytes;
  }
}
