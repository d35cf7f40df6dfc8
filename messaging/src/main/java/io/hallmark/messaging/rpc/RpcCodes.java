package io.hallmark.messaging.rpc;

/**
 * Codes on the wire that the transport itself gives out. Numbers are never reused; those of a
 * retired meaning stay reserved. Servers choose their own between 1 and {@link #OWN_MAX}.
 */
public final class RpcCodes {
  /** Codes up to here belong to the server of a topic. */
  public static final int OWN_MAX = 999;

  /** Unavailable: no answer before the deadline. Never on the wire. */
  public static final int NO_ANSWER = 1001;

  /** Unavailable: the client has as many requests in flight as it may. Never on the wire. */
  public static final int CLIENT_FULL = 1002;

  /** Unavailable: the client is not connected yet. Never on the wire. */
  public static final int CLIENT_NOT_READY = 1003;

  /** Unavailable: the client is closed. Never on the wire. */
  public static final int CLIENT_CLOSED = 1004;

  /** Unavailable: the request could not be handed to the bus. Never on the wire. */
  public static final int NOT_SENT = 1005;

  /** Unavailable: the server has as many requests in flight as it may. */
  public static final int SERVER_FULL = 1006;

  /** Refused: the server's own fault, in a handler that threw. */
  public static final int SERVER_FAULT = 1007;

  /** Refused: the answer's headers could not be read. Never on the wire. */
  public static final int MALFORMED_REPLY = 1008;

  /**
   * Unavailable: the request, or its answer, is of a version whose schema is not on topic {@code
   * schemas}.
   */
  public static final int SCHEMA_UNKNOWN = 1009;

  private RpcCodes() {}
}
