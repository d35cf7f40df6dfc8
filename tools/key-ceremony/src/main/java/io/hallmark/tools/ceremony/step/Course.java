package io.hallmark.tools.ceremony.step;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanInput;
import io.hallmark.tools.ceremony.plan.Step;
import io.hallmark.tools.ceremony.plan.Where;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Facts;
import io.hallmark.tools.ceremony.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Records what has to be known of a step should it be interrupted. */
  void note(int number, Map<String, String> facts) throws IOException {
    Map<String, String> about = new TreeMap<>(facts);
    about.put(Entry.STEP, String.valueOf(number));
    transcript.append(EntryKind.NOTED, about);
  }

  /** What a step noted last of something before it was interrupted. */
  Optional<String> noted(int number, String fact) {
    return transcript.entries().stream()
        .filter(entry -> entry.kind() == EntryKind.NOTED && entry.step() == number)
        .flatMap(entry -> Optional.ofNullable(entry.data().get(fact)).stream())
        .reduce((before, after) -> after);
  }

  /** The same key, which must be the very one that this ceremony made, where it did. */
  TokenKey checked(TokenKey key) throws StoppedException {
    Optional<String> recorded = recordedKey(key.label());
    if (recorded.isPresent()
        && !recorded.get().equals(Outputs.sha256(key.publicKey().getEncoded()))) {
      throw StoppedException.refused(
          Problem.of(
                  "the token's key \"%s\" is not the one that this ceremony made"
                      .formatted(key.label()))
              .expecting("the key with public-key-sha256 " + recorded.get())
              .remedy("find out who was at the token; nothing is to be done with this key"));
    }
    return key;
  }

  /** The content of an input or of an earlier output, as recorded. */
  byte[] bytes(Outputs outputs, String file) throws StoppedException, IOException {
    for (PlanInput input : plan.inputs()) {
      if (input.file().equals(file)) {
        byte[] content = Files.readAllBytes(plan.inputFolder().resolve(file));
        return unchanged(file, content, Optional.of(input.sha256()));
      }
    }
    return unchanged(file, outputs.read(file), recordedOutput(outputs.name(file)));
  }

  private static byte[] unchanged(String file, byte[] content, Optional<String> sha256)
      throws StoppedException {
    if (sha256.filter(Outputs.sha256(content)::equals).isEmpty()) {
      throw StoppedException.refused(
          Problem.of(file + " was changed during the ceremony")
              .expecting("SHA-256 " + sha256.orElse("as recorded when it was made"))
              .remedy("find out who changed it; put the file back as it was, then resume"));
    }
    return content;
  }

  /** A token's serial, once it is known. */
  Optional<String> serial(Where where) {
    return transcript.entries().stream()
        .map(entry -> Optional.ofNullable(entry.data().get(TokenFacts.serial(where))))
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
