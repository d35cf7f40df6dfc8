package io.hallmark.tools.ceremony.step;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.lint.Finding;
import io.hallmark.certificates.lint.RejectedByLintException;
import io.hallmark.commandline.ExitCode;
import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.tools.ceremony.fault.CeremonyException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A ceremony that stopped, with what to do about it. */
public final class StoppedException extends CeremonyException {
  private static final long serialVersionUID = 1;

  /** Who has to act; the gravest last. */
  public enum Kind {
    FAILED(ExitCode.FAILED),
    BAD_INPUT(ExitCode.WRONG_USE),
    REFUSED(ExitCode.REFUSED);

    private final ExitCode code;

    Kind(ExitCode code) {
      this.code = code;
    }
  }

  private final Kind kind;

  private StoppedException(Kind kind, Problem problem, Throwable cause) {
    this(kind, List.of(problem), cause);
  }

  private StoppedException(Kind kind, List<Problem> problems, Throwable cause) {
    super(kind.code, problems, cause);
    this.kind = kind;
  }

  /** All that stands in the way at once; the gravest kind, a refusal first, says the code. */
  static StoppedException all(List<StoppedException> found) {
    Kind gravest =
        found.stream().map(StoppedException::kind).max(Comparator.naturalOrder()).orElseThrow();
    return new StoppedException(
        gravest, found.stream().flatMap(each -> each.problems().stream()).toList(), found.get(0));
  }

  static StoppedException failed(Problem problem) {
    return new StoppedException(Kind.FAILED, problem, null);
  }

  static StoppedException failed(Problem problem, Throwable cause) {
    return new StoppedException(Kind.FAILED, problem, cause);
  }

  static StoppedException badInput(Problem problem) {
    return new StoppedException(Kind.BAD_INPUT, problem, null);
  }

  static StoppedException refused(Problem problem) {
    return new StoppedException(Kind.REFUSED, problem, null);
  }

  /** What another part of a ceremony says, with the exit code that it has. */
  static StoppedException of(CeremonyException cause) {
    Kind kind =
        cause.code() == ExitCode.REFUSED
            ? Kind.REFUSED
            : cause.code() == ExitCode.WRONG_USE ? Kind.BAD_INPUT : Kind.FAILED;
    return new StoppedException(kind, cause.problem(), cause);
  }

  /** What certificates must not be, or could not. */
  static StoppedException of(CertificatesException cause) {
    Problem problem =
        cause instanceof RejectedByLintException rejected
            ? rejected(rejected.findings())
            : parts(cause.getMessage());
    return new StoppedException(Kind.valueOf(cause.kind().name()), problem, cause);
  }

  /** A token that cannot be opened. */
  static StoppedException of(TokenOpenException cause) {
    return new StoppedException(Kind.FAILED, parts(cause.getMessage()), cause);
  }

  /** By the shape of messages: what, then a semicolon, then what to do. */
  private static Problem parts(String message) {
    int end = message.lastIndexOf("; ");
    return end < 0
        ? Problem.of(message).remedy("look at it, then resume")
        : Problem.of(message.substring(0, end)).remedy(message.substring(end + 2));
  }

  private static Problem rejected(List<Finding> findings) {
    return Problem.of("the certificate must not be signed: " + joined(findings, Finding::found))
        .expecting(
            joined(findings, each -> each.rule().wants() + " (" + each.rule().reference() + ")"))
        .remedy(joined(findings, each -> each.rule().remedy()));
  }

  private static String joined(List<Finding> findings, Function<Finding, String> part) {
    return findings.stream().map(part).distinct().collect(Collectors.joining("; "));
  }

  public Kind kind() {
    return kind;
  }
}
