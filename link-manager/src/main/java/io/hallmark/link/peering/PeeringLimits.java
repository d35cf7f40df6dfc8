package io.hallmark.link.peering;

import java.time.Duration;

/**
 * Bounds and times of handshakes.
 *
 * @param signatureWithin how long a signature may take
 * @param helloAgainAfter until a Hello without an answer is sent again; doubles each time
 * @param helloTries Hellos sent before a handshake is given up
 * @param pauseMin between a failed handshake and the next; doubles each time
 * @param pauseMax never longer
 * @param pendingMax handshakes a partition answers at a time
 * @param pendingFor how long the answer to a Hello is kept for its Finish
 */
public record PeeringLimits(
    Duration signatureWithin,
    Duration helloAgainAfter,
    int helloTries,
    Duration pauseMin,
    Duration pauseMax,
    int pendingMax,
    Duration pendingFor) {
  public static final PeeringLimits DEFAULT =
      new PeeringLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          4,
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          512,
          Duration.ofSeconds(30));
}
