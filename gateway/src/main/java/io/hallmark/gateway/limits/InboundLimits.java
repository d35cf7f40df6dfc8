package io.hallmark.gateway.limits;

import java.time.Duration;

/**
 * Bounds of what peers may ask of a gateway. What is left out (null) has its default.
 *
 * @param connections open connections in all (10,000)
 * @param connectionsPerAddress open connections from one IP address (256)
 * @param handshakes TLS handshakes under way (1,024)
 * @param handshakesPerSecond new TLS handshakes begun in a second (2,000)
 * @param signatures CertificateVerify signatures asked for and not yet made, both sides (1,024)
 * @param handshakeTimeout for a whole TLS handshake (10 s)
 * @param headerBytes of one request's header section (16 KiB)
 * @param bodyBytes of one request (4 MiB)
 * @param pendingBytes of requests' bodies that Kafka does not have yet, all connections (64 MiB)
 * @param streams HTTP/2 streams open on one connection (256)
 * @param resets HTTP/2 streams that a peer may reset in ten seconds (200)
 * @param headerTimeout from the handshake to the first request (10 s)
 * @param requestTimeout from a request's header to its last byte (30 s)
 * @param idleTimeout of a connection without a request (2 min)
 * @param writeTimeout for a peer to take what was written to it (30 s)
 * @param busTimeout for Kafka to acknowledge a request's frames (10 s)
 */
public record InboundLimits(
    Integer connections,
    Integer connectionsPerAddress,
    Integer handshakes,
    Integer handshakesPerSecond,
    Integer signatures,
    Duration handshakeTimeout,
    Integer headerBytes,
    Integer bodyBytes,
    Integer pendingBytes,
    Integer streams,
    Integer resets,
    Duration headerTimeout,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration writeTimeout,
    Duration busTimeout) {
  private static final int MANY = 10_000_000;
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  public InboundLimits {
    connections = Setting.count("limits.connections", connections, 10_000, 1, MANY);
    connectionsPerAddress =
        Setting.count("limits.connectionsPerAddress", connectionsPerAddress, 256, 1, MANY);
    handshakes = Setting.count("limits.handshakes", handshakes, 1_024, 1, MANY);
    handshakesPerSecond =
        Setting.count("limits.handshakesPerSecond", handshakesPerSecond, 2_000, 1, MANY);
    signatures = Setting.count("limits.signatures", signatures, 1_024, 1, MANY);
    handshakeTimeout =
        Setting.time("limits.handshakeTimeout", handshakeTimeout, Duration.ofSeconds(10), MINUTE);
    headerBytes = Setting.count("limits.headerBytes", headerBytes, 16 * KIB, KIB, MIB);
    bodyBytes = Setting.count("limits.bodyBytes", bodyBytes, 4 * MIB, KIB, 64 * MIB);
    pendingBytes =
        Setting.count("limits.pendingBytes", pendingBytes, 64 * MIB, KIB, Integer.MAX_VALUE);
    streams = Setting.count("limits.streams", streams, 256, 1, 100_000);
    resets = Setting.count("limits.resets", resets, 200, 1, MANY);
    headerTimeout =
        Setting.time("limits.headerTimeout", headerTimeout, Duration.ofSeconds(10), HOUR);
    requestTimeout =
        Setting.time("limits.requestTimeout", requestTimeout, Duration.ofSeconds(30), HOUR);
    idleTimeout = Setting.time("limits.idleTimeout", idleTimeout, Duration.ofMinutes(2), HOUR);
    writeTimeout = Setting.time("limits.writeTimeout", writeTimeout, Duration.ofSeconds(30), HOUR);
    busTimeout = Setting.time("limits.busTimeout", busTimeout, Duration.ofSeconds(10), HOUR);
  }

  public static InboundLimits defaults() {
    return new InboundLimits(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null);
  }
}
