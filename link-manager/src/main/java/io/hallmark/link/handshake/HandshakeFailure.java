package io.hallmark.link.handshake;

/** Why a handshake ended: for our log and counters. The peer sees the same silence for all. */
public enum HandshakeFailure {
  /** The bytes are no message of this kind: a length, a bound, or trailing bytes. */
  MALFORMED,
  UNKNOWN_VERSION,
  /** The suite is unknown to us. */
  UNKNOWN_SUITE,
  /** The suite is known but not allowed here, or not the one offered. */
  SUITE_NOT_ALLOWED,
  OTHER_GROUP,
  /** The Hello names another destination than the frame's header. */
  OTHER_DESTINATION,
  OTHER_LANE,
  /** The message is for another session. */
  OTHER_SESSION,
  /** Both sides would be the same identity. */
  OWN_IDENTITY_AS_PEER,
  /** The peer has no session key that we know: no member, or suspended. */
  PEER_WITHOUT_KEYS,
  /** A point off the curve, or of low order. */
  BAD_SHARE,
  /** An encapsulation key or ciphertext that ML-KEM refuses. */
  BAD_KEM_SHARE,
  /** The sealed part doesn't open: other keys, or changed on the way. */
  NOT_AUTHENTIC,
  /** The identity inside the seal is not the expected one. */
  OTHER_IDENTITY,
  /** The peer has no session key with this id. */
  UNKNOWN_KEY_ID,
  BAD_SIGNATURE,
  BAD_MAC,
  /** The handshake is already over, or the message came out of turn. */
  OUT_OF_TURN
}
