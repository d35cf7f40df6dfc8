package io.hallmark.crypto.worker.audit;

import io.hallmark.crypto.KeyName;
import java.nio.ByteBuffer;

/**
 * A signature over a head. Immutable.
 *
 * @param key that made it
 * @param bytes read only
 */
public record HeadSignature(KeyName key, ByteBuffer bytes) {
  public HeadSignature {
    bytes = bytes.asReadOnlyBuffer();
  }

  /** Of {@code key}, as the token made it. */
  public static HeadSignature of(KeyName key, byte[] signature) {
    return new HeadSignature(key, ByteBuffer.wrap(signature.clone()));
  }
}
