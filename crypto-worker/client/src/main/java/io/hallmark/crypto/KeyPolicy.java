package io.hallmark.crypto;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a key may be used for. What is not allowed here is refused. Immutable.
 *
 * @param schemes allowed signature schemes; none: the key signs nothing
 * @param callers who may ask, at most {@value #CALLERS_MAX}; none: nobody
 * @param content what it signs
 * @param rate how often; empty: as often as the token can
 * @param usesMax signatures over the key's life; empty: no end
 * @param validity when
 */
public record KeyPolicy(
    Set<SignatureScheme> schemes,
    List<CallerPattern> callers,
    ContentShape content,
    Optional<RateLimit> rate,
    OptionalLong usesMax,
    Validity validity) {
  public static final int CALLERS_MAX = 100;

  public KeyPolicy {
    schemes = Set.copyOf(schemes);
    callers = List.copyOf(callers);
    if (callers.size() > CALLERS_MAX) {
      throw new IllegalArgumentException(
          "%d caller patterns, at most %d can be".formatted(callers.size(), CALLERS_MAX));
    }
    if (usesMax.isPresent() && usesMax.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "uses must be 1 or more, got %d".formatted(usesMax.getAsLong()));
    }
  }

  /**
   * The policy of a key that was given none: every scheme that fits it, everyone who may write to
   * its category's topic, the category's content, at any time and as often as the token can.
   */
  public static KeyPolicy ofCategory(KeyCategory category, KeySpec spec) {
    EnumSet<SignatureScheme> fitting = EnumSet.allOf(SignatureScheme.class);
    fitting.removeIf(scheme -> !scheme.fits(spec));
    return new KeyPolicy(
        fitting,
        List.of(CallerPattern.ANYONE),
        content(category),
        Optional.empty(),
        OptionalLong.empty(),
        Validity.ALWAYS);
  }

  /** The widest content that a key of {@code category} may be allowed. */
  public static ContentShape content(KeyCategory category) {
    return switch (category) {
      case TLS -> ContentShape.TLS_CERTIFICATE_VERIFY;
      case SESSION -> ContentShape.SESSION;
      case APPLICATION -> ContentShape.ANY;
      case AUDIT -> ContentShape.AUDIT_HEAD;
    };
  }

  public boolean allows(SignatureScheme scheme) {
    return schemes.contains(scheme);
  }

  public boolean allowsCaller(String caller) {
    return callers.stream().anyMatch(pattern -> pattern.matches(caller));
  }

  public KeyPolicy withSchemes(Set<SignatureScheme> some) {
    return new KeyPolicy(some, callers, content, rate, usesMax, validity);
  }

  public KeyPolicy withCallers(List<CallerPattern> some) {
    return new KeyPolicy(schemes, some, content, rate, usesMax, validity);
  }

  public KeyPolicy withContent(ContentShape shape) {
    return new KeyPolicy(schemes, callers, shape, rate, usesMax, validity);
  }

  public KeyPolicy withRate(RateLimit limit) {
    return new KeyPolicy(schemes, callers, content, Optional.of(limit), usesMax, validity);
  }

  public KeyPolicy withUsesMax(long uses) {
    return new KeyPolicy(schemes, callers, content, rate, OptionalLong.of(uses), validity);
  }

  public KeyPolicy withValidity(Validity when) {
    return new KeyPolicy(schemes, callers, content, rate, usesMax, when);
  }

  /**
   * Checks that a key of this category and kind may have this policy: the category decides what may
   * be signed at most, since it says who may write to the topic.
   *
   * @throws IllegalArgumentException where it may not
   */
  public KeyPolicy fitting(KeyCategory category, KeySpec spec) {
    if (category != KeyCategory.APPLICATION && content != content(category)) {
      throw new IllegalArgumentException(
          "a key of category %s signs content of shape %s only, got %s"
              .formatted(category, content(category), content));
    }
    for (SignatureScheme scheme : schemes) {
      if (!scheme.fits(spec)) {
        throw new IllegalArgumentException(
            "scheme %s does not fit a key of kind %s".formatted(scheme, spec));
      }
    }
    return this;
  }
}
