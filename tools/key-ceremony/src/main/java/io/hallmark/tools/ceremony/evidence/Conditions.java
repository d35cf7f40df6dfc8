package io.hallmark.tools.ceremony.evidence;

import io.hallmark.hsm.token.BlankToken;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlannedToken;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the program and the tokens of a ceremony were, by its transcript, what its plan asks for:
 * FIPS mode, hashes, slot, model, firmware. A rehearsal's throw-away token is asked nothing.
 * Confined to one thread.
 */
final class Conditions {
  private final Plan plan;
  private final List<Entry> entries;
  private final List<String> notes = new ArrayList<>();

  Conditions(Plan plan, List<Entry> entries) {
    this.plan = plan;
    this.entries = entries;
  }

  /** What was found good, for people. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The first thing that is wrong, with the line of its entry. */
  Optional<String> fault() {
    String fips = entries.get(0).data().get(Facts.FIPS);
    for (Entry entry : entries) {
      Optional<String> fault =
          entry.kind() == EntryKind.BEGIN || entry.kind() == EntryKind.RESUMED
              ? program(entry, fips)
              : entry.kind() == EntryKind.STEP_BEGUN ? blank(entry) : token(entry);
      if (fault.isPresent()) {
        return fault.map("line %d: ".formatted(entry.number())::concat);
      }
    }
    notes.add(0, "the program's FIPS mode: " + fips);
    return Optional.empty();
  }

  /** An interrupted ceremony goes on as it began. */
  private Optional<String> program(Entry entry, String fips) {
    String found = entry.data().get(Facts.FIPS);
    if (found == null) {
      return Optional.of("it does not say in which FIPS mode the program ran");
    }
    if (!found.equals(fips)) {
      return Optional.of("the program's FIPS mode is %s, it began with %s".formatted(found, fips));
    }
    return demanded("the program's SHA-256", plan.toolSha256(), entry.data().get(Facts.TOOL_HASH))
        .or(() -> module(entry, Where.FIRST, Facts.MODULE_HASH))
        .or(() -> module(entry, Where.SECOND, Facts.SECOND_MODULE_HASH));
  }

  private Optional<String> module(Entry entry, Where where, String fact) {
    if (entry.rehearsal()) {
      return Optional.empty();
    }
    return demanded(
        "the SHA-256 of the %s token's module".formatted(where.written()),
        plan.token(where).flatMap(token -> token.demands().moduleSha256()),
        entry.data().get(fact));
  }

  /** What was initialised is the blank token that the plan names. */
  private Optional<String> blank(Entry entry) {
    if (entry.rehearsal() || !(plan.steps().get(entry.step() - 1) instanceof Step.InitToken init)) {
      return Optional.empty();
    }
    BlankToken planned = plan.token(init.where()).map(PlannedToken::blank).orElse(BlankToken.ANY);
    Optional<String> slot =
        planned.slot().isPresent()
            ? Optional.of(String.valueOf(planned.slot().getAsLong()))
            : Optional.empty();
    return demanded("the blank token's slot", slot, entry.data().get(Facts.BLANK_SLOT))
        .or(
            () ->
                demanded(
                    "the blank token's serial",
                    planned.serial(),
                    entry.data().get(Facts.BLANK_SERIAL)));
  }

  private Optional<String> token(Entry entry) {
    Map<String, String> found = entry.data();
    boolean first = found.containsKey(Facts.SERIAL);
    Optional<PlannedToken> planned = plan.token(first ? Where.FIRST : Where.SECOND);
    if ((!first && !found.containsKey(Facts.SECOND_SERIAL)) || planned.isEmpty()) {
      return Optional.empty();
    }
    String fips = found.get(Facts.TOKEN_FIPS);
    if (fips == null) {
      return Optional.of("it does not say whether the token is in FIPS mode");
    }
    notes.add("FIPS mode of token \"%s\": %s".formatted(found.get(Facts.TOKEN_LABEL), fips));
    if (entry.rehearsal()) {
      return Optional.empty();
    }
    if (planned.get().demands().fips() && !fips.equals(Facts.APPROVED_ONLY)) {
      return Optional.of("the plan asks for a token in FIPS mode, and it says: " + fips);
    }
    return demanded("the model", planned.get().demands().model(), found.get(Facts.TOKEN_MODEL))
        .or(
            () ->
                demanded(
                    "the firmware",
                    planned.get().demands().firmware(),
                    found.get(Facts.TOKEN_FIRMWARE)));
  }

  private static Optional<String> demanded(String what, Optional<String> wanted, String found) {
    return wanted
        .filter(expected -> !expected.equals(found))
        .map(expected -> "%s is %s, the plan says %s".formatted(what, found, expected));
  }
}
