package io.hallmark.hsm.token;

/**
 * A wrapping key that was wrapped by a backup key, to be taken to another token.
 *
 * @param id CKA_ID of the wrapping key
 * @param backupKey CKA_ID of the key that it is wrapped by
 * @param mechanism how it was wrapped
 * @param blob the key's bytes, encrypted (RFC 5649)
 */
public record WrappedSecret(KeyId id, KeyId backupKey, WrapMechanism mechanism, Octets blob) {}
