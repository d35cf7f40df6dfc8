package io.hallmark.tools.ceremony.share;

/** What was typed is not the share it should be; the message never has a word of it. */
public final class ShareException extends Exception {
  ShareException(String message) {
    super(message);
  }

  ShareException(String message, Throwable cause) {
    super(message, cause);
  }
}
