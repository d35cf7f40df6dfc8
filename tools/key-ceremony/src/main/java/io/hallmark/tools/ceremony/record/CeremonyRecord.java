package io.hallmark.tools.ceremony.record;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a ceremony that people read and sign on paper: one HTML file that needs no other,
 * made for A4. It is derived from transcript and plan and from nothing else, so that whoever has
 * both derives the same bytes.
 */
public final class CeremonyRecord {
  private static final String STYLE = style();

  private final Plan plan;
  private final List<Entry> entries;
  private final Html html = new Html();

  private CeremonyRecord(Plan plan, List<Entry> entries) {
    this.plan = plan;
    this.entries = entries;
  }

  /** The record of a ceremony that is over. */
  public static String of(Plan plan, List<Entry> entries) {
    return new CeremonyRecord(plan, entries).page();
  }

  private String page() {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.leaf("title", "Record of the key ceremony " + plan.name());
    html.raw("<style>\n" + STYLE + "</style>\n</head>\n");
    html.open("body", rehearsal() ? "rehearsal" : "");
    heading();
    new StepsPart(plan, entries, html).write();
    outputs();
    evidence();
    new SignaturePart(plan, entries, html).write();
    new EntriesPart(entries, html).write();
    html.close().raw("</html>\n");
    return html.done();
  }

  private void heading() {
    html.open("header");
    if (rehearsal()) {
      html.leaf(
          "p",
          "banner",
          CeremonyFolder.REHEARSAL + ": on a throw-away token. Nothing of it counts.");
    }
    html.leaf("p", "kind", "Record of a key ceremony");
    html.leaf("h1", plan.name());
    html.open("table", "facts");
    html.pair("Began", Times.day(first().at()));
    html.pair("Ended", Times.day(last().at()));
    person("Operator", Facts.OPERATOR);
    token();
    html.pair("Module", data("module") + "\nSHA-256 " + data(Facts.MODULE_HASH));
    html.pair("Program", data("tool") + ", Java " + data("java"));
    fact("Program's SHA-256", Facts.TOOL_HASH);
    fact("Program's FIPS mode", Facts.FIPS);
    if (!data(Facts.SHARE_PRINTER).isEmpty()) {
      html.pair(
          "Shares printed by",
          data(Facts.SHARE_PRINTER) + "\nSHA-256 " + data(Facts.SHARE_PRINTER_HASH));
    }
    fact("Clock", "clock");
    fact("Bits of entropy", "entropy-bits");
    html.pair(
        "Network", data("network-up").isEmpty() ? "every interface down" : data("network-up"));
    approvals();
    html.close();
    hash("The plan's SHA-256", plan.hash());
    html.close();
  }

  private void token() {
    for (Entry entry : entries) {
      Map<String, String> found = entry.data();
      String serial = found.getOrDefault(Facts.SERIAL, found.get(Facts.SECOND_SERIAL));
      if (serial != null) {
        html.pair(
            found.containsKey(Facts.SERIAL) ? "Token" : "Second token",
            "%s, serial %s\n%s %s, firmware %s\nFIPS mode: %s\nPIN tries left: %s"
                .formatted(
                    found.get(Facts.TOKEN_LABEL),
                    serial,
                    found.get("token-manufacturer"),
                    found.get(Facts.TOKEN_MODEL),
                    found.get(Facts.TOKEN_FIRMWARE),
                    found.getOrDefault(Facts.TOKEN_FIPS, "not told"),
                    found.getOrDefault(Facts.TRIES, "not told")));
      }
    }
  }

  private void approvals() {
    first()
        .data()
        .forEach(
            (name, text) -> {
              if (name.startsWith(Facts.APPROVAL_OF)) {
                String person = name.substring(Facts.APPROVAL_OF.length());
                String role =
                    plan.approvals()
                        .flatMap(rule -> rule.roleOf(person))
                        .map(", "::concat)
                        .orElse("");
                html.pair("Approved by", person + role + ", by signature");
              }
            });
  }

  private void outputs() {
    html.open("section", "whole").leaf("h2", "What was made");
    html.open("table", "list").open("thead").row("th", "Step", "File", "SHA-256").close();
    html.open("tbody");
    for (Entry entry : entries) {
      if (entry.kind() == EntryKind.STEP_DONE && entry.data().containsKey(Facts.FILE)) {
        html.open("tr")
            .leaf("td", String.valueOf(entry.step()))
            .leaf("td", entry.data().get(Facts.FILE))
            .leaf("td", "value", entry.data().get(Facts.FILE_HASH))
            .close();
      }
    }
    html.close().close().close();
  }

  private void evidence() {
    html.open("section", "whole").leaf("h2", "Evidence");
    html.leaf(
        "p",
        "The transcript is a chain: each entry holds the hash of the one before. Whoever keeps the"
            + " last hash can tell whether one letter of it was changed.");
    hash("The last hash of the transcript", new SpokenHash(last().hash()));
    if (last().data().containsKey(Facts.SIGNATURE)) {
      html.open("table", "facts");
      html.pair("Signed by key", last().data().get(Facts.EVIDENCE_KEY));
      html.pair("Signature", last().data().get(Facts.SIGNATURE));
      html.close();
    }
    html.close();
  }

  private void hash(String what, SpokenHash hash) {
    html.open("div", "hash").leaf("h3", what).leaf("p", "hex", hash.hex()).open("ol");
    hash.words().forEach(word -> html.leaf("li", word));
    html.close().close();
  }

  private void person(String name, String fact) {
    Optional.ofNullable(first().data().get(fact)).ifPresent(value -> html.pair(name, value));
  }

  private void fact(String name, String fact) {
    Optional.ofNullable(first().data().get(fact)).ifPresent(value -> html.pair(name, value));
  }

  private String data(String fact) {
    return first().data().getOrDefault(fact, "");
  }

  private boolean rehearsal() {
    return first().rehearsal();
  }

  private Entry first() {
    return entries.get(0);
  }

  private Entry last() {
    return entries.get(entries.size() - 1);
  }

  private static String style() {
    try (InputStream in = CeremonyRecord.class.getResourceAsStream("record.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
