package io.hallmark.tools.ceremony.plan;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param witnesses how many give their initials after every step
 * @param pinParts in how many parts, by as many custodians, a PIN is typed
 * @param networkExceptions network interfaces that may be up
 * @param existingKeys labels of keys that the token holds before
 * @param approvals who has to approve it; empty where nobody has
 * @param inputs files it reads
 * @param steps at least one, in their order
 */
public record Plan(
    String text,
    Path folder,
    Path inputFolder,
    String name,
    PlannedToken token,
    int witnesses,
    int pinParts,
    Set<String> networkExceptions,
    Set<String> existingKeys,
    Optional<ApprovalRule> approvals,
    List<PlanInput> inputs,
    List<Step> steps) {
  private static final long FILE_BYTES_MAX = 1 << 20;

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
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? file.toAbsolutePath() : parent;
    return read(file, folder, folder);
  }

  /** As {@link #read(Path)} where relative paths and inputs are in folders of their own. */
  public static Plan read(Path file, Path folder, Path inputs) throws PlanException {
    String text = text(file);
    PlanFaults faults = new PlanFaults(file);
    PlanNode root = PlanTree.parse(text, faults);
    // What is not YAML has no keys to miss.
    faults.throwIfAny();
    return new PlanReader(text, folder, inputs, faults).plan(root);
  }

  /** Of the file's bytes. */
  public SpokenHash hash() {
    return SpokenHash.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the token is blank before. */
  public boolean initialisesToken() {
    return steps.get(0) instanceof Step.InitToken;
  }

  private static String text(Path file) throws PlanException {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw fault(file, "longer than " + FILE_BYTES_MAX + " bytes", null);
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw fault(file, "not UTF-8", e);
    } catch (IOException e) {
      throw fault(file, "not readable", e);
    }
  }

  private static PlanException fault(Path file, String value, IOException cause) {
    PlanException thrown =
        new PlanException(List.of(new PlanFault(file, 0, 0, "", value, "a plan in YAML, UTF-8")));
    if (cause != null) {
      thrown.initCause(cause);
    }
    return thrown;
  }
}
