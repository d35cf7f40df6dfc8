package io.hallmark.tools.ceremony.plan;

import java.security.PublicKey;
import java.util.Map;

/**
 * Who may approve a plan, and how many of them must.
 *
 * @param required 1 to the number of approvers
 * @param approvers their public keys by their names
 */
public record ApprovalRule(int required, Map<String, PublicKey> approvers) {
  public ApprovalRule {
    approvers = Map.copyOf(approvers);
    if (required < 1 || required > approvers.size()) {
      throw new IllegalArgumentException(
          "required must be 1 to %d, got %d".formatted(approvers.size(), required));
    }
  }
}
