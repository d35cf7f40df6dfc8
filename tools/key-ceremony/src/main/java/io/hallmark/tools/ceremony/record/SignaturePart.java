package io.hallmark.tools.ceremony.record;

import io.hallmark.tools.ceremony.plan.ApprovalRule;
import io.hallmark.tools.ceremony.plan.CustodyStep;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where those who were there sign with a pen. Confined to one thread. */
final class SignaturePart {
  private final Plan plan;
  private final List<Entry> entries;
  private final Html html;

  SignaturePart(Plan plan, List<Entry> entries, Html html) {
    this.plan = plan;
    this.entries = entries;
    this.html = html;
  }

  void write() {
    html.open("section", "whole signatures").leaf("h2", "Signatures");
    html.leaf(
        "p",
        "I was present. What this record says is what I saw. I compared the words of the last hash"
            + " with those on the screen.");
    html.open("table").open("thead");
    html.row("th", "Role", "Name", "Initials", "Signature", "Date").close().open("tbody");
    row("Operator", entries.get(0).data().getOrDefault(Facts.OPERATOR, ""), "");
    for (String initials : witnesses()) {
      row("Witness", "", initials);
    }
    for (int part = 1; part <= plan.pinParts() && plan.pinParts() > 1; part++) {
      row("Custodian of PIN part " + part, "", "");
    }
    for (Step step : plan.steps()) {
      if (step instanceof CustodyStep.SplitBackupKey split) {
        for (int share = 1; share <= split.shares(); share++) {
          row("Custodian of share %d of %s".formatted(share, split.key()), "", "");
        }
      }
    }
    plan.approvals().ifPresent(this::approvers);
    html.close().close().close();
  }

  private void approvers(ApprovalRule rule) {
    rule.approvers().keySet().stream()
        .filter(name -> entries.get(0).data().containsKey(Facts.APPROVAL_OF + name))
        .sorted()
        .forEach(
            name -> row("Approver" + rule.roleOf(name).map(", "::concat).orElse(""), name, ""));
  }

  private Set<String> witnesses() {
    Set<String> initials = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (entry.kind() == EntryKind.WITNESSED) {
        initials.addAll(List.of(entry.data().get("initials").split(" ", -1)));
      }
    }
    return initials;
  }

  private void row(String... known) {
    html.open("tr");
    for (String cell : known) {
      html.leaf("td", cell);
    }
    html.leaf("td", "pen", "").leaf("td", "pen date", "").close();
  }
}
