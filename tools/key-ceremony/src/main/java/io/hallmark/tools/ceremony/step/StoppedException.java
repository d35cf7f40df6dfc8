package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.CertificatesException;

/** A ceremony that stopped, with what to do about it. */
public final class StoppedException extends Exception {
  /** Who has to act. */
  public enum Kind {
    FAILED(1),
    BAD_INPUT(2),
    REFUSED(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private StoppedException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static StoppedException failed(String message) {
    return new StoppedException(Kind.FAILED, message, null);
  }

  static StoppedException failed(String message, Throwable cause) {
    return new StoppedException(Kind.FAILED, message, cause);
  }

  static StoppedException badInput(String message) {
    return new StoppedException(Kind.BAD_INPUT, message, null);
  }

  static StoppedException refused(String message) {
    return new StoppedException(Kind.REFUSED, message, null);
  }

  /** What certificates must not be, or could not. */
  static StoppedException of(CertificatesException cause) {
    return new StoppedException(Kind.valueOf(cause.kind().name()), cause.getMessage(), cause);
  }

  public Kind kind() {
    return kind;
  }
}
