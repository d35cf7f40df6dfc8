package io.hallmark.link.session;

/** Why a record was not opened or sealed: for our log and counters, never for the peer. */
public enum SessionFailure {
  /** The session was closed, and its keys are gone. */
  CLOSED,
  /** The header names another session. */
  OTHER_SESSION,
  /** The header's group, identities or lane are not the session's. */
  OTHER_ROUTE,
  /** Only DATA and ACKNOWLEDGEMENT travel sealed. */
  KIND_NOT_SEALED,
  /** The counter is 0 or over {@link Session#RECORDS_MAX}. */
  COUNTER_OUT_OF_RANGE,
  /** The counter was seen before. */
  REPLAYED,
  /** The counter fell behind the window. */
  TOO_OLD,
  /** The body is shorter than a tag or longer than {@link Session#RECORD_BYTES_MAX}. */
  LENGTH,
  /** Header, counter or body differ from what was sealed, or the key does. */
  NOT_AUTHENTIC,
  /** All counters of this direction are used up. */
  EXHAUSTED
}
