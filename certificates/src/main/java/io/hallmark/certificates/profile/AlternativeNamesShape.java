package io.hallmark.certificates.profile;

import io.hallmark.certificates.name.AlternativeName;
import java.util.Set;

/**
 * Which alternative names certificates have. Immutable.
 *
 * @param kinds which kinds they may have; none: there are no alternative names
 * @param required whether there must be one
 * @param wildcards whether a DNS name may be a wildcard
 */
public record AlternativeNamesShape(
    Set<AlternativeName.Kind> kinds, boolean required, boolean wildcards) {
  public AlternativeNamesShape {
    kinds = Set.copyOf(kinds);
    if (required && kinds.isEmpty()) {
      throw new IllegalArgumentException("names are required of no kind");
    }
  }
}
