package io.hallmark.gateway.limits;

import java.time.Duration;

/**
 * Bounds of what a gateway sends. What is left out (null) has its default.
 *
 * @param bufferedBytes of frames read from the bus and not yet delivered; when there are more, the
 *     bus is not read (64 MiB)
 * @param batchBytes of frames in one request, unless a single frame is larger (512 KiB)
 * @param batchFrames frames in one request (256)
 * @param frameLifetime after which a frame that could not be sent is dropped; the link manager
 *     sends it again (10 s)
 * @param staleAfter age at which a frame that waited on the bus is not sent any more (30 s)
 * @param requestsPerConnection requests under way on one HTTP/2 connection (8); what comes
 *     meanwhile makes larger batches
 * @param connectionsPerAddress HTTP/2 connections of one identity to one address of a peer (2)
 * @param connectTimeout for a TCP connection (3 s)
 * @param requestTimeout for a peer's answer (15 s)
 * @param idleTimeout after which an unused connection is closed (1 min)
 * @param backOffLeast first wait after an address has failed (100 ms)
 * @param backOffMost longest wait (5 s)
 * @param addressLifetime for how long the addresses of a name are remembered (30 s)
 */
public record OutboundLimits(
    Integer bufferedBytes,
    Integer batchBytes,
    Integer batchFrames,
    Duration frameLifetime,
    Duration staleAfter,
    Integer requestsPerConnection,
    Integer connectionsPerAddress,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration backOffLeast,
    Duration backOffMost,
    Duration addressLifetime) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  public OutboundLimits {
    bufferedBytes =
        Setting.count("outbound.bufferedBytes", bufferedBytes, 64 * MIB, KIB, Integer.MAX_VALUE);
    batchBytes = Setting.count("outbound.batchBytes", batchBytes, 512 * KIB, KIB, 16 * MIB);
    batchFrames = Setting.count("outbound.batchFrames", batchFrames, 256, 1, 10_000);
    frameLifetime =
        Setting.time("outbound.frameLifetime", frameLifetime, Duration.ofSeconds(10), HOUR);
    staleAfter = Setting.time("outbound.staleAfter", staleAfter, Duration.ofSeconds(30), HOUR);
    requestsPerConnection =
        Setting.count("outbound.requestsPerConnection", requestsPerConnection, 8, 1, 10_000);
    connectionsPerAddress =
        Setting.count("outbound.connectionsPerAddress", connectionsPerAddress, 2, 1, 64);
    connectTimeout =
        Setting.time("outbound.connectTimeout", connectTimeout, Duration.ofSeconds(3), MINUTE);
    requestTimeout =
        Setting.time("outbound.requestTimeout", requestTimeout, Duration.ofSeconds(15), HOUR);
    idleTimeout = Setting.time("outbound.idleTimeout", idleTimeout, MINUTE, HOUR);
    backOffLeast =
        Setting.time("outbound.backOffLeast", backOffLeast, Duration.ofMillis(100), HOUR);
    backOffMost = Setting.time("outbound.backOffMost", backOffMost, Duration.ofSeconds(5), HOUR);
    addressLifetime =
        Setting.time("outbound.addressLifetime", addressLifetime, Duration.ofSeconds(30), HOUR);
  }

  public static OutboundLimits defaults() {
    return new OutboundLimits(
        null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
