package io.hallmark.crypto;

import java.time.Instant;

/**
 * One generation of a tenant's wrapping key. Immutable.
 *
 * @param generation 1 is the first
 * @param token name of the token that holds it
 * @param state in words: IN_USE, RETIRING, RETIRED
 * @param keys that it wraps, as far as the worker that answered knows
 */
public record WrappingKeyInfo(
    String tenant, int generation, String token, String state, Instant createdAt, long keys) {}
