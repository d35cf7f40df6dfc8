package io.hallmark.certificates.lint;

import io.hallmark.certificates.CertificatesException;
import java.util.List;
import java.util.stream.Collectors;

/** A certificate that must not be issued, with every rule it breaks. */
public final class RejectedByLintException extends CertificatesException {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  /**
   * With all that was found.
   *
   * @param what was looked at
   * @param findings at least one
   */
  public RejectedByLintException(String what, List<Finding> findings) {
    super(
        Kind.REFUSED,
        findings.stream().map(f -> what + ": " + f).collect(Collectors.joining("\n")),
        null);
    this.findings = List.copyOf(findings);
  }

  /** At least one, in the order of the rules. */
  public List<Finding> findings() {
    return findings;
  }
}
