package io.hallmark.messaging.rpc;

/** Record headers that are no request's or no reply's. */
final class MalformedEnvelopeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedEnvelopeException(String message) {
    super(message);
  }
}
