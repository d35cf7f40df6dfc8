package io.hallmark.link.lane;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link Acknowledgement} as the content of a sealed ACKNOWLEDGEMENT frame. Stateless.
 *
 * <p>Big-endian: {@code type u8 (2) | delivered i64 | count u8 | (after i64 | upTo i64) * count}.
 */
public final class AcknowledgementCodec {
  static final int TYPE = 2;

  private AcknowledgementCodec() {}

  public static byte[] encode(Acknowledgement acknowledgement) {
    List<Acknowledgement.Held> held = acknowledgement.held();
    ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + 1 + held.size() * 2 * Long.BYTES);
    out.put((byte) TYPE).putLong(acknowledgement.delivered()).put((byte) held.size());
    held.forEach(range -> out.putLong(range.after()).putLong(range.upTo()));
    return out.array();
  }

  public static Acknowledgement decode(ByteBuffer encoded) throws MalformedRecordException {
    WireReader in = new WireReader(encoded);
    int type = in.unsignedByte("type");
    if (type != TYPE) {
      throw new MalformedRecordException("type of an acknowledgement must be 2, got " + type);
    }
    long delivered = in.int64("delivered offset");
    int count = in.unsignedByte("count");
    try {
      List<Acknowledgement.Held> held = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        held.add(new Acknowledgement.Held(in.int64("after"), in.int64("up to")));
      }
      in.end();
      return new Acknowledgement(delivered, held);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
  }
}
