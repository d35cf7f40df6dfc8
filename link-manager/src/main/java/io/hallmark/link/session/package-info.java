/**
 * Sessions between two link managers: what a handshake leaves behind, and how records are sealed
 * and opened in it. Pure: bytes in, bytes out; time is given. {@code docs/session-protocol.md} has
 * the exact bytes.
 */
package io.hallmark.link.session;
