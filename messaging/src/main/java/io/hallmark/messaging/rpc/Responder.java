package io.hallmark.messaging.rpc;

/** Sends the one answer to one request. Safe to call from any thread; a second call is ignored. */
public interface Responder {
  void respond(RpcOutcome outcome);
}
