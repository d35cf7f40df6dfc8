package io.hallmark.tools.ceremony.approval;

import io.hallmark.tools.ceremony.plan.ApprovalRule;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is held against the plan's rule before a ceremony.
 *
 * @param operator who types; empty where not said
 * @param approvals what approvers signed
 */
public record GivenApprovals(String operator, List<Approval> approvals) {
  public GivenApprovals {
    approvals = List.copyOf(approvals);
  }

  /** None, for plans that need none. */
  public static GivenApprovals none() {
    return new GivenApprovals("", List.of());
  }

  /** Reads files made by {@code ceremony approve}. */
  public static GivenApprovals read(String operator, List<Path> files)
      throws ApprovalException, IOException {
    List<Approval> approvals = new ArrayList<>();
    for (Path file : files) {
      approvals.add(Approval.parse(file.toString(), Files.readString(file)));
    }
    return new GivenApprovals(operator, approvals);
  }

  /** Reads back what {@link #check} recorded. */
  public static GivenApprovals recorded(Map<String, String> facts) throws ApprovalException {
    List<Approval> approvals = new ArrayList<>();
    for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
      if (fact.getKey().startsWith(Facts.APPROVAL_OF)) {
        approvals.add(Approval.parse(fact.getKey(), fact.getValue()));
      }
    }
    return new GivenApprovals(facts.getOrDefault(Facts.OPERATOR, ""), approvals);
  }

  /**
   * What is recorded of operator and approvals.
   *
   * @throws ApprovalException where one of them is not good, or they are too few
   */
  public Map<String, String> check(Plan plan, Instant now) throws ApprovalException {
    Map<String, String> facts = new TreeMap<>();
    if (plan.approvals().isEmpty()) {
      return facts;
    }
    ApprovalRule rule = plan.approvals().get();
    if (operator.isEmpty()) {
      throw new ApprovalException("the plan asks for approvals; say who types with --operator");
    }
    facts.put(Facts.OPERATOR, operator);
    for (Approval approval : approvals) {
      checkOne(approval, rule, plan, now);
      facts.put(Facts.APPROVAL_OF + approval.approver(), approval.text());
    }
    int counted = facts.size() - 1;
    if (counted < rule.required()) {
      throw new ApprovalException(
          "the plan needs %d approvals of different people, got %d"
              .formatted(rule.required(), counted));
    }
    return facts;
  }

  private void checkOne(Approval approval, ApprovalRule rule, Plan plan, Instant now)
      throws ApprovalException {
    String what = "the approval of " + approval.approver();
    PublicKey key = rule.approvers().get(approval.approver());
    if (key == null) {
      throw new ApprovalException(what + " does not count: the plan names no such approver");
    }
    if (approval.approver().equals(operator)) {
      throw new ApprovalException(what + " does not count: the operator approves nothing");
    }
    if (!approval.isSignedBy(key)) {
      throw new ApprovalException(what + " does not count: its signature is not by their key");
    }
    if (!approval.planSha256().equals(plan.hash().hex())) {
      throw new ApprovalException(
          "%s is for the plan with SHA-256 %s, not for this one"
              .formatted(what, approval.planSha256()));
    }
    if (!now.isBefore(approval.expires())) {
      throw new ApprovalException("%s expired at %s".formatted(what, approval.expires()));
    }
  }
}
