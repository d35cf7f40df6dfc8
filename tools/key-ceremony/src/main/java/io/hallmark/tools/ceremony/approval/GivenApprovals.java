package io.hallmark.tools.ceremony.approval;

import io.hallmark.commandline.Problem;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is held against the plan's rule before a ceremony.
 *
 * @param operator who types; empty where not said
 * @param approvals what approvers signed
 */
public record GivenApprovals(String operator, List<Approval> approvals) {
  private static final String HAVE_APPROVED =
      "have this very plan approved with 'ceremony approve'";

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
    checkOperator(rule);
    facts.put(Facts.OPERATOR, operator);
    Set<String> people = new TreeSet<>();
    for (Approval approval : approvals) {
      checkOne(approval, rule, plan, now);
      people.add(approval.approver());
      facts.put(Facts.APPROVAL_OF + approval.approver(), approval.text());
    }
    if (!rule.isMetBy(people)) {
      throw ApprovalException.refused(
          Problem.of(
                  rule.roles().isEmpty()
                      ? "the plan is approved by %d people".formatted(people.size())
                      : "the plan is approved in %d of its roles".formatted(rule.met(people)))
              .expecting(rule.toString())
              .remedy(HAVE_APPROVED));
    }
    return facts;
  }

  /** Written as the plan writes names, so that nobody is two people by a capital letter. */
  private void checkOperator(ApprovalRule rule) throws ApprovalException {
    if (operator.isEmpty()) {
      throw ApprovalException.unreadable(
          Problem.of("nobody is named who types, and the plan asks for approvals")
              .expecting("the name of a person who approves nothing")
              .remedy("say who types with --operator"),
          null);
    }
    if (!ApprovalRule.isName(operator)) {
      throw ApprovalException.unreadable(
          Problem.of("the operator is called \"%s\"".formatted(operator))
              .expecting("a name of " + ApprovalRule.NAME)
              .remedy("write it as a plan does"),
          null);
    }
    if (!rule.operators().isEmpty() && !rule.operators().contains(operator)) {
      throw ApprovalException.refused(
          Problem.of("the operator is %s".formatted(operator))
              .expecting("one of " + String.join(", ", new TreeSet<>(rule.operators())))
              .remedy("have one of them type"));
    }
  }

  private void checkOne(Approval approval, ApprovalRule rule, Plan plan, Instant now)
      throws ApprovalException {
    String who = approval.approver();
    PublicKey key = rule.approvers().get(who);
    if (key == null) {
      throw refused(
          who,
          "does not count: the plan names no such approver",
          "one of " + String.join(", ", new TreeSet<>(rule.approvers().keySet())),
          "leave it out");
    }
    if (who.equals(operator)) {
      throw refused(
          who,
          "does not count: the operator approves nothing",
          "an approver who does not type",
          "have another person type, or another one approve");
    }
    if (!approval.isSignedBy(key)) {
      throw refused(
          who,
          "does not count: its signature is not by their key",
          "a signature by the key that the plan has for them",
          HAVE_APPROVED);
    }
    if (!approval.planSha256().equals(plan.hash().hex())) {
      throw refused(
          who,
          "is for the plan with SHA-256 %s, not for this one".formatted(approval.planSha256()),
          plan.hash().hex(),
          HAVE_APPROVED);
    }
    if (!now.isBefore(approval.expires())) {
      throw refused(
          who, "expired at %s".formatted(approval.expires()), "a time after " + now, HAVE_APPROVED);
    }
  }

  private static ApprovalException refused(
      String who, String what, String expected, String remedy) {
    return ApprovalException.refused(
        Problem.of("the approval of %s %s".formatted(who, what))
            .expecting(expected)
            .remedy(remedy));
  }

  /** What is said of a file that holds no approval. */
  static Problem none(String what) {
    return Problem.of(what + " is no approval")
        .expecting("one line as 'ceremony approve' printed it")
        .remedy(HAVE_APPROVED);
  }
}
