package io.hallmark.link.lane;

/** The opened content of a frame is not what its kind says. Says what is wrong, never contents. */
public final class MalformedRecordException extends Exception {
  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
