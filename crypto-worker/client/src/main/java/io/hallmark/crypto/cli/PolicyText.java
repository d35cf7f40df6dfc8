package io.hallmark.crypto.cli;

import io.hallmark.crypto.CallerPattern;
import io.hallmark.crypto.KeyPolicy;
import java.time.Instant;
import java.util.stream.Collectors;

/** Policies as commands print them. Pure. */
final class PolicyText {
  private PolicyText() {}

  /** Lines for a person. */
  static String lines(KeyPolicy policy) {
    return """
        schemes     %s
        callers     %s
        content     %s
        rate        %s
        uses        %s
        not before  %s
        not after   %s
        """
        .formatted(
            policy.schemes().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")),
            policy.callers().stream().map(CallerPattern::value).collect(Collectors.joining(", ")),
            policy.content(),
            policy
                .rate()
                .map(r -> "%d a second, %d at once".formatted(r.perSecond(), r.burst()))
                .orElse("no limit"),
            policy.usesMax().isPresent() ? policy.usesMax().getAsLong() : "no limit",
            policy.validity().notBefore().map(Instant::toString).orElse("always"),
            policy.validity().notAfter().map(Instant::toString).orElse("never"));
  }
}
