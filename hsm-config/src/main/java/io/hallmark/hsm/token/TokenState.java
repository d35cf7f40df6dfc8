package io.hallmark.hsm.token;

/**
 * Whether a token can be used.
 *
 * @param usable whether requests are taken now
 * @param reason in words, for readiness and operators; "logged in" where usable
 */
public record TokenState(boolean usable, String reason) {}
