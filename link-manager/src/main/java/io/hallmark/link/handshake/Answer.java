package io.hallmark.link.handshake;

import io.hallmark.link.session.SessionId;

/**
 * The second message, responder to initiator.
 *
 * @param suite code of the suite taken
 * @param kemCiphertext empty where the suite has no ML-KEM
 * @param sealed the responder's {@link Proof}
 */
@SuppressWarnings("ArrayRecordComponent") // Parsed, used and dropped; never compared.
record Answer(
    int suite,
    byte[] nonce,
    SessionId sessionId,
    byte[] share,
    byte[] kemCiphertext,
    byte[] sealed) {

  /** All but the sealed part. */
  static byte[] encodeClear(
      int suite, byte[] nonce, SessionId sessionId, byte[] share, byte[] kemCiphertext) {
    return new MessageWriter()
        .u8(Wire.ANSWER)
        .u8(Wire.VERSION)
        .u16(suite)
        .fixed(nonce)
        .fixed(sessionId.toByteArray())
        .opaque(share)
        .opaque(kemCiphertext)
        .toByteArray();
  }

  /** The length of the clear part in a message of {@code total} bytes. */
  int clearLength(int total) {
    return total - 2 - sealed.length;
  }

  static Answer decode(byte[] bytes) throws HandshakeFault {
    MessageReader in = new MessageReader(bytes, Wire.MESSAGE_BYTES_MAX);
    HandshakeFault.unless(in.u8() == Wire.ANSWER, HandshakeFailure.MALFORMED);
    HandshakeFault.unless(in.u8() == Wire.VERSION, HandshakeFailure.UNKNOWN_VERSION);
    Answer answer =
        new Answer(
            in.u16(),
            in.fixed(Wire.NONCE_BYTES),
            SessionId.of(in.fixed(SessionId.BYTES)).orElseThrow(),
            in.opaque(1, Wire.SHARE_BYTES_MAX),
            in.opaque(0, Wire.KEM_CIPHERTEXT_BYTES),
            in.opaque(1, Wire.SEALED_BYTES_MAX));
    in.end();
    return answer;
  }
}
