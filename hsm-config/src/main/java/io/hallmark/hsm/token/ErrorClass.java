package io.hallmark.hsm.token;

/** What follows from a fault of a token; the classes of Cryptoki return codes. */
public enum ErrorClass {
  /** The request is wrong; no retry. */
  CALLER,
  /** The session is gone; dropped, and tried once more. */
  SESSION,
  /** The object handle is stale; found again, and tried once more. */
  HANDLE,
  /** Not logged in any more; one thread logs in again. */
  LOGIN,
  /** The token or the way to it is down; its circuit opens. */
  TOKEN,
  /** The module must be initialised again. */
  LIBRARY,
  /** No room: sessions, memory, or our queue is full. */
  CAPACITY,
  /** The deadline passed before the token was asked. */
  EXPIRED,
  /** PIN incorrect, locked or expired: the token is not used any more until an operator acts. */
  TERMINAL
}
