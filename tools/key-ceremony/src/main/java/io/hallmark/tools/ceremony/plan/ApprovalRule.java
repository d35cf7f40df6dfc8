package io.hallmark.tools.ceremony.plan;

import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who may approve a plan, and who must. Immutable.
 *
 * @param required how many of the roles must be filled; without roles, how many approvers
 * @param approvers their public keys by their names
 * @param roles each approver in one of them; empty where all approvers are alike
 * @param operators who may type, none of them an approver; empty: whoever approves nothing
 */
public record ApprovalRule(
    int required,
    Map<String, PublicKey> approvers,
    List<ApprovalRole> roles,
    Set<String> operators) {
  public ApprovalRule {
    approvers = Map.copyOf(approvers);
    roles = List.copyOf(roles);
    operators = Set.copyOf(operators);
    int most = roles.isEmpty() ? approvers.size() : roles.size();
    if (required < 1 || required > most) {
      throw new IllegalArgumentException(
          "required must be 1 to %d, got %d".formatted(most, required));
    }
  }

  /** What people are called in plans, approvals and at the command line. */
  public static final String NAME = Shapes.LABEL;

  /** Whether a person can be called so. */
  public static boolean isName(String text) {
    return Shapes.isLabel(text);
  }

  /** The role that an approver is in. */
  public Optional<String> roleOf(String approver) {
    return roles.stream()
        .filter(role -> role.of().contains(approver))
        .map(ApprovalRole::name)
        .findFirst();
  }

  /** Whether the plan is approved where these people approve. */
  public boolean isMetBy(Set<String> people) {
    return met(people) >= required;
  }

  /** How many roles these people fill; without roles, how many of them count. */
  public long met(Set<String> people) {
    return roles.isEmpty()
        ? people.stream().filter(approvers::containsKey).count()
        : roles.stream().filter(role -> role.isFilledBy(people)).count();
  }

  /** Who must approve: {@code 2 of alice, bob, carol}. */
  @Override
  public String toString() {
    String which =
        roles.isEmpty()
            ? String.join(", ", new TreeSet<>(approvers.keySet()))
            : "the roles " + roles.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return required + " of " + which;
  }
}
