package io.hallmark.tools.ceremony.approval;

/** An approval that cannot be given, read or counted. */
public final class ApprovalException extends Exception {
  ApprovalException(String message) {
    super(message);
  }

  ApprovalException(String message, Throwable cause) {
    super(message, cause);
  }
}
