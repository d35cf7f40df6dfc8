package io.hallmark.tools.ceremony.plan;

import io.hallmark.hsm.token.KeyId;
import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import io.hallmark.tools.ceremony.plan.References.Content;
import io.hallmark.tools.ceremony.share.ShareSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps about who holds what; empty where one has faults. */
final class CustodyStepReader {
  private static final int RESTORED_MAX = 20;

  private final Faults faults;
  private final References references;
  private final Map<Where, Optional<String>> labels;

  CustodyStepReader(Faults faults, References references, Map<Where, Optional<String>> labels) {
    this.faults = faults;
    this.references = references;
    this.labels = labels;
  }

  /** Which token a step is about; a second one that the plan does not have is a fault. */
  Where where(MappingReader in) {
    Where where = in.optionalText("token", Where.SHAPE, Where::parse).orElse(Where.FIRST);
    if (where == Where.SECOND && labels.get(where).isEmpty()) {
      in.fault("token", "first, or a secondToken in the plan");
    }
    return where;
  }

  Optional<Step> splitBackupKey(MappingReader in) {
    Optional<String> label = in.requiredText("key", Shapes.LABEL, Shapes::label);
    Optional<KeyId> given = in.optionalText("id", Shapes.ID, Shapes::id);
    String counts = ShareSet.THRESHOLD_MIN + " to " + ShareSet.SHARES_MAX;
    Optional<Integer> shares = in.requiredPlain("shares", counts, CustodyStepReader::count);
    Optional<Integer> threshold = in.requiredPlain("threshold", counts, CustodyStepReader::count);
    Optional<String> file = in.requiredText("file", Shapes.FILE, Shapes::file);
    references.addOutput(in, file, Content.COMMITMENTS);
    if (label.isEmpty() || shares.isEmpty() || threshold.isEmpty() || file.isEmpty()) {
      return Optional.empty();
    }
    if (threshold.get() > shares.get()) {
      in.fault("threshold", "%d at most, the number of shares".formatted(shares.get()));
      return Optional.empty();
    }
    KeyId id = given.orElseGet(() -> Shapes.derivedId(label.get()));
    references.addBackupKey(in, label.get(), id);
    return Optional.of(
        new CustodyStep.SplitBackupKey(label.get(), id, threshold.get(), shares.get(), file.get()));
  }

  private static int count(String text) {
    return Shapes.number(text, ShareSet.THRESHOLD_MIN, ShareSet.SHARES_MAX);
  }

  Optional<Step> backUpKey(MappingReader in) {
    Optional<String> key = in.requiredText("key", Shapes.LABEL, Shapes::label);
    references.useKeyToBackUp(in, key);
    Optional<String> backupKey = in.requiredText("backupKey", Shapes.LABEL, Shapes::label);
    references.useBackupKey(in, backupKey);
    Optional<String> file = in.requiredText("file", Shapes.FILE, Shapes::file);
    references.addOutput(in, file, Content.BACKUP);
    return key.flatMap(
        k -> backupKey.flatMap(b -> file.map(f -> new CustodyStep.BackUpKey(k, b, f))));
  }

  Optional<Step> restoreKey(MappingReader in) {
    Where where = where(in);
    Optional<String> commitments = in.requiredText("commitments", Shapes.FILE, Shapes::file);
    references.useFile(in, "commitments", commitments, Content.COMMITMENTS);
    String expected = "a list of 1 to %d mappings of key and file".formatted(RESTORED_MAX);
    Optional<Node> node = in.requiredNode("keys", expected);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof Node.Sequence list)
        || list.items().isEmpty()
        || list.items().size() > RESTORED_MAX) {
      in.fault("keys", expected);
      return Optional.empty();
    }
    List<CustodyStep.Restored> keys = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      restored(list.items().get(i), in.path("keys[" + i + "]"), where).ifPresent(keys::add);
    }
    return commitments
        .filter(file -> keys.size() == list.items().size())
        .map(file -> new CustodyStep.RestoreKey(where, file, keys));
  }

  private Optional<CustodyStep.Restored> restored(Node node, String path, Where where) {
    if (!(node instanceof Node.Mapping mapping)) {
      faults.add(node, path, node.describe(), "a mapping of key and file");
      return Optional.empty();
    }
    MappingReader in = new MappingReader(mapping, path, faults);
    Optional<String> key = in.requiredText("key", Shapes.LABEL, Shapes::label);
    Optional<String> file = in.requiredText("file", Shapes.FILE, Shapes::file);
    references.useFile(in, "file", file, Content.BACKUP);
    in.finish();
    key.ifPresent(label -> references.addRestored(in, where, label));
    return key.flatMap(k -> file.map(f -> new CustodyStep.Restored(k, f)));
  }

  Optional<Step> destroyKey(MappingReader in) {
    Where where = where(in);
    Optional<String> key = in.requiredText("key", Shapes.LABEL, Shapes::label);
    references.destroyKey(in, where, key);
    return key.map(label -> new CustodyStep.DestroyKey(where, label));
  }

  Optional<Step> setPins(MappingReader in) {
    Where where = where(in);
    Set<String> known = Set.of("user", "officer", "both");
    String which =
        in.optionalText("pins", "user, officer or both", text -> Shapes.oneOf(known, text))
            .orElse("both");
    return labels
        .get(where)
        .map(
            label ->
                new CustodyStep.SetPins(
                    where, label, !which.equals("officer"), !which.equals("user")));
  }
}
