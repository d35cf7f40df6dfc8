package io.hallmark.certificates;

/** What was asked could not, or must not, be certified. Its kind says what to do. */
public class CertificatesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What follows from it. */
  public enum Kind {
    /** Signing, reading or writing failed; the same again may work. */
    FAILED(1),
    /** What was given is not what it should be. */
    BAD_INPUT(2),
    /** It was understood and is against the rules. */
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

  protected CertificatesException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public final Kind kind() {
    return kind;
  }

  public static CertificatesException failed(String message, Throwable cause) {
    return new CertificatesException(Kind.FAILED, message, cause);
  }

  public static CertificatesException failed(String message) {
    return new CertificatesException(Kind.FAILED, message, null);
  }

  public static CertificatesException badInput(String message, Throwable cause) {
    return new CertificatesException(Kind.BAD_INPUT, message, cause);
  }

  public static CertificatesException badInput(String message) {
    return new CertificatesException(Kind.BAD_INPUT, message, null);
  }

  public static CertificatesException refused(String message) {
    return new CertificatesException(Kind.REFUSED, message, null);
  }
}
