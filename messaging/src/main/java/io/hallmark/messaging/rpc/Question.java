package io.hallmark.messaging.rpc;

/**
 * What a caller asks.
 *
 * @param key what the request belongs to, which decides its partition; null for anywhere
 * @param deadlineMillis since the epoch
 * @param traceparent W3C trace context, or empty
 * @param mayRepeat whether it may be sent to a second partition while the first still may answer
 */
record Question(
    String key, Body body, long deadlineMillis, String traceparent, boolean mayRepeat) {}
