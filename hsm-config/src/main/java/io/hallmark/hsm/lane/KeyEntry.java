package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.TokenKey;

/**
 * A private key as found in one epoch of the token.
 *
 * @param handle of the private key object
 * @param epoch of handles in which it was found
 * @param pinEachTime whether the token wants the PIN for each use (CKA_ALWAYS_AUTHENTICATE)
 * @param key what is public about it
 */
record KeyEntry(long handle, long epoch, boolean pinEachTime, TokenKey key) {}
