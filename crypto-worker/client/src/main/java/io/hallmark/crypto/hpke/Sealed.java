package io.hallmark.crypto.hpke;

import java.nio.ByteBuffer;

/**
 * A message that only its recipient reads. Immutable.
 *
 * @param encapsulation the ephemeral public key (RFC 9180: enc)
 * @param ciphertext with its tag
 */
public record Sealed(ByteBuffer encapsulation, ByteBuffer ciphertext) {
  public Sealed {
    encapsulation = encapsulation.asReadOnlyBuffer();
    ciphertext = ciphertext.asReadOnlyBuffer();
  }
}
