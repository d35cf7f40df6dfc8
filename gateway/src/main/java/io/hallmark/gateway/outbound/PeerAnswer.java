package io.hallmark.gateway.outbound;

import java.time.Duration;

/**
 * What became of a request to a peer.
 *
 * @param kind what to do next
 * @param outcome status, or what went wrong, as it stands in metrics
 * @param retryAfter how long the peer wants to be left alone
 */
record PeerAnswer(Kind kind, String outcome, Duration retryAfter) {
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration RETRY_AFTER_MAX = Duration.ofSeconds(30);

  enum Kind {
    /** The peer's bus has the frames. */
    ACCEPTED,
    /** The peer is there and cannot take them now. */
    BUSY,
    /** The peer will never take them. */
    REFUSED,
    /** No answer. */
    FAILED
  }

  static PeerAnswer ofStatus(int status, CharSequence retryAfter) {
    return new PeerAnswer(kind(status), Integer.toString(status), wait(retryAfter));
  }

  static PeerAnswer failed(String why) {
    return new PeerAnswer(Kind.FAILED, why, Duration.ZERO);
  }

  private static Kind kind(int status) {
    if (status == ACCEPTED) {
      return Kind.ACCEPTED;
    }
    return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR ? Kind.BUSY : Kind.REFUSED;
  }

  private static Duration wait(CharSequence seconds) {
    if (seconds == null || !seconds.toString().matches("[0-9]{1,6}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds.toString()));
    return asked.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : asked;
  }
}
