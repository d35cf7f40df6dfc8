package io.hallmark.tools.ceremony.plan;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the known keys out of one mapping; {@link #finish()} reports the rest. Confined to one
 * thread.
 */
final class PlanMapping {
  private final PlanNode.Mapping mapping;
  private final String path;
  private final PlanFaults faults;
  private final Set<String> known = new LinkedHashSet<>();

  PlanMapping(PlanNode.Mapping mapping, String path, PlanFaults faults) {
    this.mapping = mapping;
    this.path = path;
    this.faults = faults;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<PlanNode> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.members().get(key)).map(PlanNode.Member::value);
  }

  Optional<PlanNode> requiredNode(String key, String expected) {
    Optional<PlanNode> node = node(key);
    if (node.isEmpty()) {
      faults.add(mapping, path(key), "missing", expected);
    }
    return node;
  }

  /** The scalar under {@code key}, converted; a conversion that throws is a fault. */
  <T> Optional<T> required(String key, String expected, Function<String, T> convert) {
    return requiredNode(key, expected).flatMap(node -> scalar(node, key, expected, convert));
  }

  <T> Optional<T> optional(String key, String expected, Function<String, T> convert) {
    return node(key).flatMap(node -> scalar(node, key, expected, convert));
  }

  /** Records that something is wrong with the value of {@code key} in the sight of others. */
  void fault(String key, String expected) {
    Optional<PlanNode> node = node(key);
    faults.add(
        node.orElse(mapping), path(key), node.map(PlanNode::describe).orElse("missing"), expected);
  }

  private <T> Optional<T> scalar(
      PlanNode node, String key, String expected, Function<String, T> convert) {
    if (node instanceof PlanNode.Scalar scalar
        && scalar.text() != null
        && !scalar.text().isEmpty()) {
      try {
        return Optional.of(convert.apply(scalar.text()));
      } catch (IllegalArgumentException e) {
        faults.add(node, path(key), node.describe(), expected);
        return Optional.empty();
      }
    }
    faults.add(node, path(key), node.describe(), expected);
    return Optional.empty();
  }

  /** Unknown keys are faults. Their values are not shown: one may be a PIN in the wrong place. */
  void finish() {
    mapping
        .members()
        .forEach(
            (key, member) -> {
              if (!known.contains(key)) {
                faults.add(
                    member.line(),
                    member.column(),
                    path(key),
                    "not a known key",
                    "one of " + String.join(", ", known));
              }
            });
  }
}
