package io.hallmark.tools.ceremony.plan;

import java.util.Set;
import java.util.TreeSet;

/**
 * People of whom some must approve, for all of them. Immutable.
 *
 * @param name of the role, as in {@code security-officer}
 * @param need 1 to the number of people
 * @param of their names
 */
public record ApprovalRole(String name, int need, Set<String> of) {
  public ApprovalRole {
    of = Set.copyOf(of);
    if (need < 1 || need > of.size()) {
      throw new IllegalArgumentException(
          "role %s needs 1 to %d, got %d".formatted(name, of.size(), need));
    }
  }

  /** Whether enough of its people are among these. */
  boolean isFilledBy(Set<String> people) {
    return of.stream().filter(people::contains).count() >= need;
  }

  @Override
  public String toString() {
    return "%s (%d of %s)".formatted(name, need, String.join(", ", new TreeSet<>(of)));
  }
}
