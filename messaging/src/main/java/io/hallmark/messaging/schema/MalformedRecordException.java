package io.hallmark.messaging.schema;

/**
 * Bytes that are no record of the expected kind: truncated, garbled, with bytes left over, or
 * written with a schema that nobody here knows. Unchecked; every caller of {@link Codec#decode} of
 * bytes from outside must plan for it.
 */
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
