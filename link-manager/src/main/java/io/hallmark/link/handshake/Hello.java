package io.hallmark.link.handshake;

import java.util.ArrayList;
import java.util.List;

/**
 * The first message, initiator to responder.
 *
 * @param suites codes in order of preference; share and key are for the first
 * @param kemKey empty where the first suite has no ML-KEM
 */
@SuppressWarnings("ArrayRecordComponent") // Parsed, used and dropped; never compared.
record Hello(
    List<Integer> suites,
    byte[] nonce,
    String group,
    String destination,
    byte[] lane,
    byte[] share,
    byte[] kemKey) {

  byte[] encode() {
    MessageWriter out = new MessageWriter().u8(Wire.HELLO).u8(Wire.VERSION).u8(suites.size());
    suites.forEach(out::u16);
    return out.fixed(nonce)
        .text(group)
        .text(destination)
        .opaque(lane)
        .opaque(share)
        .opaque(kemKey)
        .toByteArray();
  }

  static Hello decode(byte[] bytes) throws HandshakeFault {
    MessageReader in = new MessageReader(bytes, Wire.MESSAGE_BYTES_MAX);
    HandshakeFault.unless(in.u8() == Wire.HELLO, HandshakeFailure.MALFORMED);
    HandshakeFault.unless(in.u8() == Wire.VERSION, HandshakeFailure.UNKNOWN_VERSION);
    Hello hello =
        new Hello(
            suites(in),
            in.fixed(Wire.NONCE_BYTES),
            in.text(Wire.GROUP_BYTES_MAX),
            in.text(Wire.IDENTITY_BYTES_MAX),
            in.opaque(1, Wire.LANE_BYTES_MAX),
            in.opaque(1, Wire.SHARE_BYTES_MAX),
            in.opaque(0, Wire.KEM_KEY_BYTES));
    in.end();
    return hello;
  }

  private static List<Integer> suites(MessageReader in) throws HandshakeFault {
    int count = in.u8();
    HandshakeFault.unless(count >= 1 && count <= Wire.SUITES_MAX, HandshakeFailure.MALFORMED);
    List<Integer> suites = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int suite = in.u16();
      HandshakeFault.unless(!suites.contains(suite), HandshakeFailure.MALFORMED);
      suites.add(suite);
    }
    return suites;
  }
}
