package io.hallmark.hsm.lane;

import io.hallmark.hsm.token.TokenKey;

/**
 * A private key as found in one epoch of the token.
 *
 * @param handle of the private key object
 * @param epoch in which the handle was found
 * @param key what is public about it
 */
record KeyEntry(long handle, long epoch, TokenKey key) {}
