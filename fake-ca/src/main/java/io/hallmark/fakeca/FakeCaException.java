package io.hallmark.fakeca;

/** The fake CA could not, or would not, do what was asked. */
public final class FakeCaException extends RuntimeException {
  /** What follows from it. */
  public enum Kind {
    /** Reading or writing failed. */
    FAILED(1),
    /** What was given is not what it should be. */
    BAD_INPUT(2),
    /**
     * It was understood and is against the rules: nothing is overwritten, no unproved key signed.
     */
    REFUSED(3);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a program that ends because of it. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  private FakeCaException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static FakeCaException failed(String message, Throwable cause) {
    return new FakeCaException(Kind.FAILED, message, cause);
  }

  static FakeCaException badInput(String message, Throwable cause) {
    return new FakeCaException(Kind.BAD_INPUT, message, cause);
  }

  static FakeCaException badInput(String message) {
    return new FakeCaException(Kind.BAD_INPUT, message, null);
  }

  static FakeCaException refused(String message) {
    return new FakeCaException(Kind.REFUSED, message, null);
  }
}
