package io.hallmark.hsm.token;

import static java.util.Objects.requireNonNull;

/**
 * A private key that lives outside the token, wrapped by a key that never leaves it. Not secret; of
 * use only to who can make the token unwrap it. Immutable.
 *
 * @param id our name for it, as a resident key's CKA_ID
 * @param wrappingKey CKA_ID of the key that it is wrapped by
 * @param mechanism how it was wrapped
 * @param spec its kind
 * @param purpose what it is for; not part of the blob, so it must come from a trusted record
 * @param publicKey its public part, a SubjectPublicKeyInfo in DER (RFC 5280 section 4.1.2.7)
 * @param blob its PrivateKeyInfo (RFC 5208), encrypted (RFC 5649)
 */
public record WrappedKey(
    KeyId id,
    KeyId wrappingKey,
    WrapMechanism mechanism,
    KeySpec spec,
    KeyPurpose purpose,
    Octets publicKey,
    Octets blob) {
  public static final int BLOB_BYTES_MAX = 8192;

  public WrappedKey {
    requireNonNull(id, "id");
    requireNonNull(wrappingKey, "wrappingKey");
    requireNonNull(mechanism, "mechanism");
    requireNonNull(spec, "spec");
    requireNonNull(purpose, "purpose");
    requireNonNull(publicKey, "publicKey");
    // RFC 5649: the initial value and at least one block, always whole blocks of 8 bytes.
    if (blob.length() < 16 || blob.length() > BLOB_BYTES_MAX || blob.length() % 8 != 0) {
      throw new IllegalArgumentException(
          "wrapped key %s: a blob of 16 to %d bytes, a multiple of 8, expected, got %d"
              .formatted(id, BLOB_BYTES_MAX, blob.length()));
    }
  }

  /** By the id alone: hashing the blob for each signature would cost more than it tells apart. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** The id and what it is wrapped by; the rest has no place in a log. */
  @Override
  public String toString() {
    return "WrappedKey[" + id + " " + spec + " under " + wrappingKey + "]";
  }
}
