package io.hallmark.hsm.file;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the known keys out of one mapping; {@link #finish()} reports the rest. Confined to one
 * thread.
 */
final class MappingReader {
  private final YamlNode.Mapping mapping;
  private final String path;
  private final Faults faults;
  private final Set<String> known = new LinkedHashSet<>();

  MappingReader(YamlNode.Mapping mapping, String path, Faults faults) {
    this.mapping = mapping;
    this.path = path;
    this.faults = faults;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<YamlNode> optional(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.members().get(key)).map(YamlNode.Member::value);
  }

  Optional<YamlNode> required(String key, String expected) {
    Optional<YamlNode> node = optional(key);
    if (node.isEmpty()) {
      faults.add(mapping, path(key), "missing", expected);
    }
    return node;
  }

  /** The scalar under {@code key}, converted; a conversion that throws is a fault. */
  <T> Optional<T> value(
      Optional<YamlNode> node, String key, String expected, Function<String, T> convert) {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof YamlNode.Scalar scalar
        && scalar.text() != null
        && !scalar.text().isEmpty()) {
      try {
        return Optional.of(convert.apply(scalar.text()));
      } catch (IllegalArgumentException e) {
        faults.add(scalar, path(key), YamlNode.describe(scalar), expected);
        return Optional.empty();
      }
    }
    faults.add(node.get(), path(key), YamlNode.describe(node.get()), expected);
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
