package io.hallmark.tools.ceremony.plan;

import io.hallmark.settings.Faults;
import io.hallmark.settings.Node;
import io.hallmark.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a ceremony will do: read from one YAML file, checked as a whole. Immutable.
 *
 * @param text the file as read; its bytes are what is hashed
 * @param folder where relative paths start
 * @param inputFolder where inputs are
 * @param name of the ceremony
 * @param token what it acts on
 * @param secondToken what restores are rehearsed on
 * @param witnesses how many give their initials after every step
 * @param pinParts in how many parts, by as many custodians, a PIN is typed
 * @param networkExceptions network interfaces that may be up
 * @param existingKeys labels of keys that the token holds before
 * @param approvals who has to approve it; empty where nobody has
 * @param toolSha256 of this program's jars, where the plan says it
 * @param sharePrinter the program that prints shares; where there is none they are shown
 * @param namedEvidenceKey which key signs the transcript, where the plan says so
 * @param inputs files it reads
 * @param steps at least one, in their order
 */
public record Plan(
    String text,
    Path folder,
    Path inputFolder,
    String name,
    PlannedToken token,
    Optional<PlannedToken> secondToken,
    int witnesses,
    int pinParts,
    Set<String> networkExceptions,
    Set<String> existingKeys,
    Optional<ApprovalRule> approvals,
    Optional<String> toolSha256,
    Optional<Path> sharePrinter,
    Optional<String> namedEvidenceKey,
    List<PlanInput> inputs,
    List<Step> steps) {
  public Plan {
    networkExceptions = Set.copyOf(networkExceptions);
    existingKeys = Set.copyOf(existingKeys);
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
  }

  /**
   * Reads and checks a plan; loads no module and asks no token.
   *
   * @throws PlanException with every fault at once
   */
  public static Plan read(Path file) throws PlanException {
    Path folder = SettingsFile.folder(file);
    return read(file, folder, folder);
  }

  /** As {@link #read(Path)} where relative paths and inputs are in folders of their own. */
  public static Plan read(Path file, Path folder, Path inputs) throws PlanException {
    Faults faults = Faults.of(file);
    Optional<String> text = SettingsFile.text(file, "a plan in YAML, UTF-8", faults);
    PlanException.throwIfAny(faults);
    Node root = SettingsFile.parse(text.orElseThrow(), faults);
    // What is not YAML has no keys to miss.
    PlanException.throwIfAny(faults);
    return new PlanReader(text.orElseThrow(), folder, inputs, faults).plan(root);
  }

  /** Of the file's bytes. */
  public SpokenHash hash() {
    return SpokenHash.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the token is blank before. */
  public boolean initialisesToken() {
    return initialises(Where.FIRST);
  }

  /** Whether a step initialises this token. */
  public boolean initialises(Where where) {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.InitToken init && init.where() == where);
  }

  /** A token that the plan has. */
  public Optional<PlannedToken> token(Where where) {
    return where == Where.FIRST ? Optional.of(token) : secondToken;
  }

  /** The key that signs the transcript: the one the plan names, else the first it makes. */
  public Optional<String> evidenceKey() {
    return namedEvidenceKey
        .or(
            () ->
                steps.stream()
                    .flatMap(step -> step.makes().stream())
                    .filter(this::stays)
                    .findFirst())
        .or(() -> existingKeys.stream().filter(this::stays).sorted().findFirst());
  }

  /**
   * Files of the certificates above an issuer's, nearest first: those that the plan names, else
   * those by which its own steps sign.
   */
  public List<String> above(Step.Issuer by) {
    if (!by.chain().isEmpty()) {
      return by.chain();
    }
    List<String> files = new ArrayList<>();
    Optional<Step.Issuer> next = signerOf(by.certificate());
    while (next.isPresent()) {
      files.add(next.get().certificate());
      files.addAll(next.get().chain());
      next = next.get().chain().isEmpty() ? signerOf(next.get().certificate()) : Optional.empty();
    }
    return files;
  }

  /** A step uses only files of steps before it, so that this comes to an end. */
  private Optional<Step.Issuer> signerOf(String certificate) {
    return steps.stream()
        .filter(step -> step.file().filter(certificate::equals).isPresent())
        .findFirst()
        .flatMap(Step::signedBy);
  }

  private boolean stays(String key) {
    return steps.stream().noneMatch(step -> step.destroys().filter(key::equals).isPresent());
  }
}
