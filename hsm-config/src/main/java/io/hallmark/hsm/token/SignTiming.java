package io.hallmark.hsm.token;

/**
 * Where the time of one signature went.
 *
 * @param token what the token is called in the HSM file
 * @param queueNanos from handing over until a lane began
 * @param tokenNanos from there to the signature: hashing, the native calls, a check of it
 */
public record SignTiming(String token, long queueNanos, long tokenNanos) {}
