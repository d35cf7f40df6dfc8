package io.hallmark.tools.ceremony.step;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import io.hallmark.tools.ceremony.transcript.Transcript;
import java.util.Optional;

/** How far a ceremony is, as its transcript says. Confined to one thread. */
final class Course {
  private final Plan plan;
  private final Transcript transcript;

  Course(Plan plan, Transcript transcript) {
    this.plan = plan;
    this.transcript = transcript;
  }

  Plan plan() {
    return plan;
  }

  boolean isRehearsal() {
    return transcript.isRehearsal();
  }

  String nonce() {
    return transcript.entries().get(0).data().get(Facts.NONCE);
  }

  String lastHash() {
    return transcript.lastHash();
  }

  /** Whether an entry of this kind is about step {@code number}, from 1. */
  boolean has(EntryKind kind, int number) {
    return entry(kind, number).isPresent();
  }

  /** The token's serial, once it is known. */
  Optional<String> serial() {
    return transcript.entries().stream()
        .map(entry -> Optional.ofNullable(entry.data().get(Facts.SERIAL)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What the step that made this key recorded of it; empty where the key is older. */
  Optional<String> recordedKey(String label) {
    for (int i = 0; i < plan.steps().size(); i++) {
      if (plan.steps().get(i) instanceof Step.GenerateKey made && made.key().equals(label)) {
        return entry(EntryKind.STEP_DONE, i + 1).map(done -> done.data().get(StepWork.KEY_HASH));
      }
    }
    return Optional.empty();
  }

  /** The hash that the step that made this output recorded. */
  Optional<String> recordedOutput(String name) {
    return transcript.entries().stream()
        .filter(entry -> entry.kind() == EntryKind.STEP_DONE)
        .filter(entry -> name.equals(entry.data().get(Facts.FILE)))
        .map(entry -> entry.data().get(Facts.FILE_HASH))
        .findFirst();
  }

  private Optional<Entry> entry(EntryKind kind, int number) {
    return transcript.entries().stream()
        .filter(entry -> entry.kind() == kind && entry.step() == number)
        .findFirst();
  }
}
