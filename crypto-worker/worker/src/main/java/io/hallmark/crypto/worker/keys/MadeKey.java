package io.hallmark.crypto.worker.keys;

import io.hallmark.hsm.token.TokenKey;

/**
 * A key pair that is in a token.
 *
 * @param token the token's name in the HSM file
 */
record MadeKey(String token, TokenKey key) {}
