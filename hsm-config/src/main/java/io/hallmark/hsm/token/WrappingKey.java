package io.hallmark.hsm.token;

/**
 * A key that wraps others, as it lies in a token.
 *
 * @param id CKA_ID
 * @param label CKA_LABEL
 * @param bits its length; 0 where the token does not say, as SoftHSM does not of restored keys
 * @param extraction whether it may itself leave, wrapped by a backup key
 */
public record WrappingKey(KeyId id, String label, int bits, Extraction extraction) {}
