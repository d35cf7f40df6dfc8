package io.hallmark.gateway.outbound;

import java.util.Locale;

/** Why a frame was not sent. The link manager sends again what is not acknowledged. */
enum Dropped {
  MALFORMED,
  STALE,
  EXPIRED,
  SOURCE_NOT_HOSTED,
  NO_SUCH_MEMBER,
  OWN_CLUSTER,
  REFUSED,
  STOPPED;

  /** As it stands in metrics. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
