package io.hallmark.hsm.token;

/**
 * Counts since a token was opened.
 *
 * @param signCalls C_Sign calls, whatever came of them
 * @param signed signatures that left the token
 * @param logins C_Login calls
 * @param expired tasks dropped because their deadline had passed
 */
public record TokenCounters(long signCalls, long signed, long logins, long expired) {}
