package io.hallmark.hsm.token;

import java.security.PublicKey;

/**
 * A key pair as it lies in a token.
 *
 * @param id CKA_ID
 * @param label CKA_LABEL
 * @param spec its kind
 * @param publicKey its public part
 */
public record TokenKey(KeyId id, String label, KeySpec spec, PublicKey publicKey) {}
