package io.hallmark.messaging.rpc;

import java.time.Instant;

/**
 * A request as the server sees it.
 *
 * @param topic topic it came on
 * @param caller instance that asks, as it names itself
 * @param deadline after which nobody waits for the answer
 * @param attempt 1 for the first sending, more for a hedge or a repeat; all attempts share one
 *     correlation id
 * @param traceparent W3C trace context, or empty
 * @param body the encoded request
 */
public record RpcRequest(
    String topic, String caller, Instant deadline, int attempt, String traceparent, Body body) {}
