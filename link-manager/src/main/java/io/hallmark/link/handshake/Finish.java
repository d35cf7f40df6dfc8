package io.hallmark.link.handshake;

import io.hallmark.link.session.SessionId;

/**
 * The third message, initiator to responder.
 *
 * @param sealed the initiator's {@link Proof}
 */
@SuppressWarnings("ArrayRecordComponent") // Parsed, used and dropped; never compared.
record Finish(SessionId sessionId, byte[] sealed) {

  /** All but the sealed part. */
  static byte[] encodeClear(SessionId sessionId) {
    return new MessageWriter()
        .u8(Wire.FINISH)
        .u8(Wire.VERSION)
        .fixed(sessionId.toByteArray())
        .toByteArray();
  }

  static Finish decode(byte[] bytes) throws HandshakeFault {
    MessageReader in = new MessageReader(bytes, Wire.MESSAGE_BYTES_MAX);
    HandshakeFault.unless(in.u8() == Wire.FINISH, HandshakeFailure.MALFORMED);
    HandshakeFault.unless(in.u8() == Wire.VERSION, HandshakeFailure.UNKNOWN_VERSION);
    Finish finish =
        new Finish(
            SessionId.of(in.fixed(SessionId.BYTES)).orElseThrow(),
            in.opaque(1, Wire.SEALED_BYTES_MAX));
    in.end();
    return finish;
  }
}
