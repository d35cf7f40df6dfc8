package io.hallmark.tools.ceremony.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A plan in words, as it is shown before a ceremony. */
public final class PlanSummary {
  private PlanSummary() {}

  private static String serial(PlannedToken token) {
    return token
        .serial()
        .map(serial -> " with serial " + serial)
        .orElse(token.blank().isNamed() ? " made of the blank one " + token.blank() : "");
  }

  /** An approval holds for the token whose serial the plan names; said where it names none. */
  private static Optional<String> unbound(Plan plan) {
    List<String> labels =
        Arrays.stream(Where.values())
            .flatMap(where -> plan.token(where).stream())
            .filter(token -> !token.isBound())
            .map(token -> "\"" + token.label() + "\"")
            .toList();
    return labels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "           for any token labelled %s: the plan names no serial%s"
                .formatted(
                    String.join(", ", labels),
                    plan.initialisesToken() ? ", blankSerial or blankSlot" : ""));
  }

  private static void token(Plan plan, Where where, String name, List<String> lines) {
    if (plan.token(where).isEmpty()) {
      return;
    }
    PlannedToken token = plan.token(where).get();
    lines.add(
        "%s     \"%s\"%s in module %s"
            .formatted(name, token.label(), serial(token), token.module()));
    if (plan.initialises(where)) {
      lines.add("           its new serial is recorded then; from there on no other token counts");
    }
  }

  public static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("ceremony   " + plan.name());
    token(plan, Where.FIRST, "token ", lines);
    token(plan, Where.SECOND, "second", lines);
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
                    "approvals  %s; typed by %s"
                        .formatted(
                            rule,
                            rule.operators().isEmpty()
                                ? "whoever approves nothing"
                                : String.join(" or ", new TreeSet<>(rule.operators())))));
    if (plan.approvals().isPresent()) {
      unbound(plan).ifPresent(lines::add);
    }
    plan.sharePrinter()
        .ifPresent(program -> lines.add("shares     printed by %s, not shown".formatted(program)));
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
