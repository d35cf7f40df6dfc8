package io.hallmark.hsm.token;

/**
 * Counts since a token was opened.
 *
 * @param signCalls C_Sign calls, whatever came of them
 * @param signed signatures that left the token
 * @param logins C_Login calls
 * @param expired tasks dropped because their deadline had passed
 * @param unwraps keys unwrapped to be used
 * @param unwrapHits uses of a wrapped key that was unwrapped already
 * @param evictions unwrapped keys given up for others
 * @param unwrappedKeys unwrapped keys held now
 * @param wraps keys wrapped
 * @param generated key pairs and wrapping keys made
 * @param derived secrets agreed on
 * @param randomBytes random bytes that left the token
 */
public record TokenCounters(
    long signCalls,
    long signed,
    long logins,
    long expired,
    long unwraps,
    long unwrapHits,
    long evictions,
    long unwrappedKeys,
    long wraps,
    long generated,
    long derived,
    long randomBytes) {}
