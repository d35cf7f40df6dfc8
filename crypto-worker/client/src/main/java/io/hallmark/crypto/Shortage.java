package io.hallmark.crypto;

import io.hallmark.messaging.rpc.RpcCodes;
import java.util.Locale;

/**
 * What was lacking where the answer is "ask again later": at the crypto worker, or on the way to
 * it. Wire codes are never reused.
 */
public enum Shortage {
  /** No token that holds the key can be used now, or its own queue is full. */
  TOKEN(100),
  /** The audit can't be written or signed, so nothing else is. */
  AUDIT(101),
  /** The rate that the key's policy allows is used up. */
  KEY_RATE(102),
  /** The tenant's rate is used up. */
  TENANT_RATE(103),
  /** The tenant has as many requests in flight as it may. */
  TENANT_IN_FLIGHT(104),
  /** The cluster is being asked for more of the uses that the key's policy allows. */
  USES_LEASE(105),
  /** More is asked for than the tokens can do soon. */
  OVERLOADED(106),
  /** Nobody answered before the deadline. Said by the client, never on the wire. */
  NO_ANSWER(RpcCodes.NO_ANSWER),
  /** The client has as many requests in flight as it may. Never on the wire. */
  CLIENT_FULL(RpcCodes.CLIENT_FULL),
  /** The client is not connected yet. Never on the wire. */
  CLIENT_NOT_READY(RpcCodes.CLIENT_NOT_READY),
  /** The client is closed. Never on the wire. */
  CLIENT_CLOSED(RpcCodes.CLIENT_CLOSED),
  /** The request could not be handed to the bus. Never on the wire. */
  NOT_SENT(RpcCodes.NOT_SENT),
  /** The worker has as many requests in flight as it may. */
  SERVER_FULL(RpcCodes.SERVER_FULL),
  /** The request, or its answer, is of a version whose schema nobody has published. */
  SCHEMA_UNKNOWN(RpcCodes.SCHEMA_UNKNOWN),
  /** Not said, or by a worker that is newer than this program. Never on the wire. */
  UNKNOWN(0);

  private final int code;

  Shortage(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether a crypto worker says so itself, and not the bus or the client. */
  public boolean isWorkers() {
    return code <= RpcCodes.OWN_MAX;
  }

  /** For people, such as {@code no answer}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The shortage for a code; {@link #UNKNOWN} for one that this version does not know. */
  public static Shortage ofCode(int code) {
    for (Shortage shortage : values()) {
      if (shortage.code == code) {
        return shortage;
      }
    }
    return UNKNOWN;
  }
}
