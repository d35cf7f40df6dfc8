/**
 * The handshake of the session protocol: SIGMA-I in three messages, as a pure state machine. Bytes
 * in, bytes out; signatures, randomness and time come from outside. The door is {@link
 * io.hallmark.link.handshake.Handshakes}; {@code docs/session-protocol.md} has the exact bytes.
 */
package io.hallmark.link.handshake;
