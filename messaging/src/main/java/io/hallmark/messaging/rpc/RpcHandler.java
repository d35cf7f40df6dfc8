package io.hallmark.messaging.rpc;

/**
 * What a server does with requests. Called on the poll thread: it decodes and dispatches, never
 * blocks, never does crypto.
 */
@FunctionalInterface
public interface RpcHandler {
  void handle(RpcRequest request, Responder responder);
}
