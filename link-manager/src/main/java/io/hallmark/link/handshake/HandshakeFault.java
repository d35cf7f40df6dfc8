package io.hallmark.link.handshake;

import static java.util.Objects.requireNonNull;

/** Ends a handshake from inside; never leaves the package. */
final class HandshakeFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final HandshakeFailure reason;

  HandshakeFault(HandshakeFailure reason) {
    super(reason.name());
    this.reason = requireNonNull(reason);
  }

  HandshakeFault(HandshakeFailure reason, Throwable cause) {
    super(reason.name(), cause);
    this.reason = requireNonNull(reason);
  }

  HandshakeFailure reason() {
    return reason;
  }

  static void unless(boolean condition, HandshakeFailure reason) throws HandshakeFault {
    if (!condition) {
      throw new HandshakeFault(reason);
    }
  }
}
