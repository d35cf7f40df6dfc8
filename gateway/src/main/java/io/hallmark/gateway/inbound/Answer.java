package io.hallmark.gateway.inbound;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What a request is answered with. Immutable.
 *
 * @param retryAfter when asking again may help (RFC 9110 section 10.2.3)
 * @param reason in words, for our log; never sent
 */
record Answer(HttpResponseStatus status, Optional<Duration> retryAfter, String reason) {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Kafka has all frames of the request. */
  static final Answer ACCEPTED = of(HttpResponseStatus.ACCEPTED, "");

  static Answer of(HttpResponseStatus status, String reason) {
    return new Answer(status, Optional.empty(), reason);
  }

  /** The cluster cannot take it now. */
  static Answer unavailable(String reason) {
    return new Answer(HttpResponseStatus.SERVICE_UNAVAILABLE, Optional.of(SOON), reason);
  }

  /** This gateway has too much on its hands. */
  static Answer tooMany(String reason) {
    return new Answer(HttpResponseStatus.TOO_MANY_REQUESTS, Optional.of(SOON), reason);
  }
}
