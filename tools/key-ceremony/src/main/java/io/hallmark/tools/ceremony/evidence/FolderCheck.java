package io.hallmark.tools.ceremony.evidence;

import io.hallmark.tools.ceremony.approval.ApprovalException;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.approval.TranscriptSignature;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.record.CeremonyRecord;
import io.hallmark.tools.ceremony.record.Manifest;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Evidence;
import io.hallmark.tools.ceremony.transcript.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether all that a ceremony left is whole and goes together: chain, order, plan and outputs
 * ({@link Evidence}), steps against the plan, approvals, the seal of the token's key, signatures of
 * the approvers, record and manifest. It needs public files only.
 */
public final class FolderCheck {
  private final CeremonyFolder folder;
  private final List<Entry> entries;
  private final Plan plan;
  private final List<String> notes = new ArrayList<>();

  private FolderCheck(CeremonyFolder folder, List<Entry> entries, Plan plan) {
    this.folder = folder;
    this.entries = entries;
    this.plan = plan;
  }

  /**
   * What was found.
   *
   * @param lastHash of the entries that hold together
   * @param entries how many they are
   * @param rehearsal whether nothing of it counts
   * @param notes what was found good, for people
   * @param fault the first thing that is wrong
   */
  public record Finding(
      SpokenHash lastHash,
      int entries,
      boolean rehearsal,
      List<String> notes,
      Optional<String> fault) {
    public Finding {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Checks the folder of a ceremony.
   *
   * @param signed whether the approvers must have signed; they can only after all else is found
   *     whole
   */
  public static Finding check(CeremonyFolder folder, boolean signed) throws IOException {
    Evidence.Finding chain = Evidence.check(folder);
    if (chain.fault().isPresent()) {
      return finding(chain, List.of(), chain.fault());
    }
    Plan plan;
    try {
      plan = plan(folder, chain.entries().get(0));
    } catch (PlanException e) {
      return finding(chain, List.of(), Optional.of("the plan is none: " + e.getMessage()));
    }
    FolderCheck check = new FolderCheck(folder, chain.entries(), plan);
    Optional<String> fault = check.fault();
    if (fault.isEmpty() && signed) {
      fault = check.unsigned(chain.lastHash());
    }
    return finding(chain, check.notes, fault);
  }

  /** The plan of a ceremony as it was run. */
  public static Plan plan(CeremonyFolder folder, Entry begin) throws PlanException {
    String from = begin.data().getOrDefault(Facts.PLAN_FOLDER, "");
    return Plan.read(folder.plan(), Path.of(from), folder.inputs());
  }

  private static Finding finding(
      Evidence.Finding chain, List<String> notes, Optional<String> fault) {
    boolean rehearsal = !chain.entries().isEmpty() && chain.entries().get(0).rehearsal();
    return new Finding(chain.lastHash(), chain.entries().size(), rehearsal, notes, fault);
  }

  private Optional<String> fault() throws IOException {
    for (Entry entry : entries) {
      Optional<String> fault = strange(entry);
      if (fault.isPresent()) {
        return fault.map(("line " + entry.number() + ": ")::concat);
      }
    }
    Optional<String> fault = conditions().or(this::approvals).or(this::seal);
    return fault.isPresent() ? fault : derived();
  }

  private Optional<String> conditions() {
    Conditions conditions = new Conditions(plan, entries);
    Optional<String> fault = conditions.fault();
    notes.addAll(conditions.notes());
    return fault;
  }

  private Optional<String> strange(Entry entry) {
    if (entry.step() > plan.steps().size()) {
      return Optional.of("the plan has no step " + entry.step());
    }
    if (entry.kind() == EntryKind.STEP_BEGUN || entry.kind() == EntryKind.STEP_DONE) {
      Step step = plan.steps().get(entry.step() - 1);
      if (!step.kind().equals(entry.data().get("kind"))
          || !step.object().equals(entry.data().get("object"))) {
        return Optional.of(
            "step %d is not \"%s\", which the plan says".formatted(entry.step(), step.words()));
      }
    }
    if (entry.kind() == EntryKind.BEGIN
        && !String.valueOf(plan.steps().size()).equals(entry.data().get(Facts.STEPS))) {
      return Optional.of("the plan has %d steps".formatted(plan.steps().size()));
    }
    return Optional.empty();
  }

  /** Approvals are held against the plan's keys and the time at which they were given. */
  private Optional<String> approvals() {
    Entry begin = entries.get(0);
    if (begin.rehearsal() || plan.approvals().isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, String> counted = GivenApprovals.recorded(begin.data()).check(plan, begin.at());
      notes.add(
          "approved by %d people before it began; needed: %s"
              .formatted(counted.size() - 1, plan.approvals().get()));
      return Optional.empty();
    } catch (ApprovalException e) {
      return Optional.of("line 1: " + e.getMessage());
    }
  }

  private Optional<String> seal() {
    Entry end = entries.get(entries.size() - 1);
    Optional<String> label = plan.evidenceKey();
    if (label.isEmpty()) {
      notes.add("no key of the token signed it: the plan leaves none");
      return Optional.empty();
    }
    String place = "line %d: ".formatted(end.number());
    if (!label.get().equals(end.data().get(Facts.EVIDENCE_KEY))) {
      return Optional.of(place + "key \"%s\" did not sign the transcript".formatted(label.get()));
    }
    if (!Seal.holds(end)) {
      return Optional.of(place + "the signature of key \"%s\" is wrong".formatted(label.get()));
    }
    String key = end.data().get(Facts.PUBLIC_KEY);
    for (Entry entry : entries) {
      if (label.get().equals(entry.data().get("key"))
          && entry.kind() == EntryKind.STEP_DONE
          && !key.equals(entry.data().getOrDefault(Facts.PUBLIC_KEY, key))) {
        return Optional.of(
            place
                + "it is signed by another key than \"%s\" of step %d"
                    .formatted(label.get(), entry.step()));
      }
    }
    notes.add("signed by key \"%s\" of the token".formatted(label.get()));
    return Optional.empty();
  }

  /** What is derived from transcript and plan must be what stands in the folder. */
  private Optional<String> derived() throws IOException {
    if (!Files.isRegularFile(folder.record()) || !Files.isRegularFile(folder.manifest())) {
      return Optional.of(
          "record or manifest is not there; 'ceremony resume %s' writes both"
              .formatted(folder.path()));
    }
    String tool = entries.get(0).data().getOrDefault(Facts.TOOL, "");
    if (CeremonyRecords.fromJar() && !tool.equals(CeremonyRecords.tool())) {
      notes.add("the record is not compared: %s wrote it".formatted(tool));
    } else if (!Files.readString(folder.record()).equals(CeremonyRecord.of(plan, entries))) {
      return Optional.of("the record does not say what the transcript says: it was changed");
    }
    String manifest = Files.readString(folder.manifest());
    String found = Manifest.of(folder);
    List<String> lines = manifest.lines().toList();
    return found
        .lines()
        .filter(line -> !lines.contains(line))
        .findFirst()
        .map("the manifest does not have this file as it is: "::concat)
        .or(
            () ->
                manifest.equals(found)
                    ? Optional.empty()
                    : Optional.of("the manifest has files that are not there"));
  }

  /** Those who approved have to sign in the end. */
  private Optional<String> unsigned(SpokenHash lastHash) throws IOException {
    if (entries.get(0).rehearsal() || plan.approvals().isEmpty()) {
      return Optional.empty();
    }
    Map<String, PublicKey> keys = new TreeMap<>(plan.approvals().get().approvers());
    for (String name : keys.keySet()) {
      if (!entries.get(0).data().containsKey(Facts.APPROVAL_OF + name)) {
        continue;
      }
      Path file = folder.signatures().resolve(name + ".json");
      if (!Files.isRegularFile(file)) {
        return Optional.of(
            "%s approved but has not signed the transcript; 'ceremony sign' does".formatted(name));
      }
      try {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        TranscriptSignature signature = TranscriptSignature.parse(file.toString(), text);
        if (!signature.approver().equals(name)
            || !signature.transcriptSha256().equals(lastHash.hex())
            || !signature.isSignedBy(keys.get(name))) {
          return Optional.of(file + " is not the signature of " + name + " under this transcript");
        }
      } catch (ApprovalException e) {
        return Optional.of(e.getMessage());
      }
      notes.add("signed by approver " + name);
    }
    return Optional.empty();
  }
}
