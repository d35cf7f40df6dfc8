package io.hallmark.crypto.worker.policy;

import io.hallmark.hsm.token.KeyId;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A private key, wrapped inside a token. Immutable; not secret, and of no use without the wrapping
 * key.
 *
 * @param generation of the tenant's wrapping key
 * @param wrappingKey CKA_ID of that wrapping key
 * @param mechanism Cryptoki mechanism that it was wrapped by
 * @param bytes the blob, read-only
 */
public record WrappedBlob(int generation, KeyId wrappingKey, long mechanism, ByteBuffer bytes) {
  public WrappedBlob {
    Objects.requireNonNull(wrappingKey, "wrappingKey");
    bytes = bytes.asReadOnlyBuffer();
  }

  /** Sizes only. */
  @Override
  public String toString() {
    return "WrappedBlob[%d bytes by generation %d]".formatted(bytes.remaining(), generation);
  }
}
