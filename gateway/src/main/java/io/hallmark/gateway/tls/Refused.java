package io.hallmark.gateway.tls;

import java.util.Locale;

/** Why a connection or a certificate was turned away. */
public enum Refused {
  /** A certificate that leads to no root of a group of its subject. */
  CERTIFICATE,
  /** A certificate whose subject is an active member of no group. */
  NOT_A_MEMBER,
  /** A server's certificate whose subject is not the destination. */
  WRONG_MEMBER,
  UNKNOWN_SERVER_NAME,
  CONNECTIONS,
  CONNECTIONS_PER_ADDRESS,
  HANDSHAKES,
  HANDSHAKE_RATE,
  SIGNATURES,
  NOT_READY;

  /** As it stands in metrics. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
