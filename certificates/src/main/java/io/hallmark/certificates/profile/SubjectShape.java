package io.hallmark.certificates.profile;

import java.util.List;

/**
 * Which attributes a subject has, by their short names (C, O, OU, CN). Immutable.
 *
 * @param required which it must have
 * @param allowed which it may have, the required ones included; empty: any
 */
public record SubjectShape(List<String> required, List<String> allowed) {
  public SubjectShape {
    required = List.copyOf(required);
    allowed = List.copyOf(allowed);
    if (!allowed.isEmpty() && !allowed.containsAll(required)) {
      throw new IllegalArgumentException("what is required must be allowed");
    }
  }
}
