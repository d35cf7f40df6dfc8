package io.hallmark.fakeca;

import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;

/**
 * A key in a token that is open.
 *
 * @param token to be closed by who opened it
 */
record OpenTokenKey(Token token, TokenKey key) {}
