package io.hallmark.crypto.worker.tokens;

import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenOpenException;

/** Opens one token of the HSM file. Called by one thread at a time. */
@FunctionalInterface
public interface TokenOpener {
  Token open() throws TokenOpenException;
}
