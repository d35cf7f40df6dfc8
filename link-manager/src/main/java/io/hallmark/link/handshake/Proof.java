package io.hallmark.link.handshake;

import io.hallmark.crypto.Signature;

/**
 * What a side proves itself with, sealed inside Answer and Finish.
 *
 * @param signature over the transcript up to and with identity and key id
 * @param mac over the same and the signature
 */
@SuppressWarnings("ArrayRecordComponent") // Parsed, used and dropped; never compared.
record Proof(String identity, String keyId, Signature signature, byte[] mac) {

  /** The part that the signature covers. */
  static byte[] encodeNames(String identity, String keyId) {
    return new MessageWriter().text(identity).text(keyId).toByteArray();
  }

  /** The part that the MAC covers on top of that. */
  static byte[] encodeSignature(Signature signature) {
    return new MessageWriter().opaque(signature.toByteArray()).toByteArray();
  }

  /** Checks a signature of our own before it goes on the wire. */
  static void requireLength(Signature signature) {
    int length = signature.toByteArray().length;
    if (length < 1 || length > Wire.SIGNATURE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a signature has 1 to %d bytes, got %d".formatted(Wire.SIGNATURE_BYTES_MAX, length));
    }
  }

  static Proof decode(byte[] bytes) throws HandshakeFault {
    MessageReader in = new MessageReader(bytes, Wire.SEALED_BYTES_MAX);
    Proof proof =
        new Proof(
            in.text(Wire.IDENTITY_BYTES_MAX),
            in.text(Wire.KEY_ID_BYTES),
            Signature.of(in.opaque(1, Wire.SIGNATURE_BYTES_MAX)),
            in.fixed(Wire.MAC_BYTES));
    in.end();
    return proof;
  }
}
