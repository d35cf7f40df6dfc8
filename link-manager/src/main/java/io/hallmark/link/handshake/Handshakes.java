package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;

/** Starts handshakes. Safe for concurrent use; what it hands out is not. */
public final class Handshakes {
  private final Ephemerals ephemerals;
  private final Clock clock;

  Handshakes(Ephemerals ephemerals, Clock clock) {
    this.ephemerals = requireNonNull(ephemerals, "ephemerals");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * The real thing.
   *
   * @param random for nonces and session ids; ephemeral keys come from Conscrypt
   * @param clock says when a session was established
   */
  public static Handshakes create(SecureRandom random, Clock clock) {
    return new Handshakes(new ConscryptEphemerals(random), clock);
  }

  /**
   * The side that has messages to send.
   *
   * @throws IllegalArgumentException where own identity and peer are the same: such messages never
   *     leave the cluster
   */
  public Initiator initiate(HandshakeParameters parameters) {
    return new Initiator(parameters, ephemerals, clock);
  }

  /** The side that a Hello came to. */
  public Responder respond(HandshakeParameters parameters) {
    return new Responder(parameters, ephemerals, clock);
  }
}
