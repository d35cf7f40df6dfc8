package io.hallmark.hsm.token;

/**
 * A key that wraps others, as it lies in a token.
 *
 * @param id CKA_ID
 * @param label CKA_LABEL
 * @param bits its length
 * @param extraction whether it may itself leave, wrapped by a backup key
 */
public record WrappingKey(KeyId id, String label, int bits, Extraction extraction) {}
