package io.hallmark.crypto.worker.audit;

import io.hallmark.messaging.rpc.Responder;
import io.hallmark.messaging.rpc.RpcRequest;

/** Serves requests of which it is noted what became of them. Called on the poll thread. */
@FunctionalInterface
public interface AuditedHandler {
  /**
   * Serves a request.
   *
   * @param room the request's places in the audit
   */
  void handle(RpcRequest request, Responder responder, Room room);

  /** The places that one request holds until its entries are written: one from the start. */
  @FunctionalInterface
  interface Room {
    /** Of requests that are not audited. */
    Room UNBOUNDED = more -> true;

    /**
     * Takes more places, before anything is done that needs them. False where the audit is too far
     * behind for so many: the request is answered then, and nothing may be done for it.
     *
     * @param more 0 or more
     */
    boolean widen(int more);
  }
}
