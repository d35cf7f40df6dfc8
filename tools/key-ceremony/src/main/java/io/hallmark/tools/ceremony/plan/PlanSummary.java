package io.hallmark.tools.ceremony.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A plan in words, as it is shown before a ceremony. */
public final class PlanSummary {
  private PlanSummary() {}

  public static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("ceremony   " + plan.name());
    PlannedToken token = plan.token();
    lines.add(
        "token      \"%s\"%s in module %s"
            .formatted(
                token.label(),
                token.serial().map(serial -> " with serial " + serial).orElse(""),
                token.module()));
    plan.secondToken()
        .ifPresent(
            second ->
                lines.add(
                    "second     \"%s\"%s in module %s"
                        .formatted(
                            second.label(),
                            second.serial().map(serial -> " with serial " + serial).orElse(""),
                            second.module())));
    lines.add("witnesses  %d give their initials after every step".formatted(plan.witnesses()));
    lines.add(
        plan.pinParts() == 1
            ? "PINs       typed by one person"
            : "PINs       typed in %d parts, each by a custodian".formatted(plan.pinParts()));
    lines.add(
        "network    "
            + (plan.networkExceptions().isEmpty()
                ? "every interface is down"
                : "may be up: " + String.join(", ", new TreeSet<>(plan.networkExceptions()))));
    plan.approvals()
        .ifPresent(
            rule ->
                lines.add(
                    "approvals  %d of %s"
                        .formatted(
                            rule.required(),
                            String.join(", ", new TreeSet<>(rule.approvers().keySet())))));
    if (!plan.existingKeys().isEmpty()) {
      lines.add("uses keys  " + String.join(", ", new TreeSet<>(plan.existingKeys())));
    }
    for (PlanInput input : plan.inputs()) {
      lines.add("reads      %s (SHA-256 %s)".formatted(input.file(), input.sha256()));
    }
    lines.add("");
    for (int i = 0; i < plan.steps().size(); i++) {
      lines.add("step %d     %s".formatted(i + 1, plan.steps().get(i).description()));
    }
    lines.add("");
    lines.add("SHA-256 of the plan");
    lines.add("  " + plan.hash().hex());
    plan.hash().rows().forEach(row -> lines.add("  " + row));
    return List.copyOf(lines);
  }
}
