package io.hallmark.settings;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the known keys out of one mapping; {@link #finish()} reports the rest. Confined to one
 * thread.
 */
public final class MappingReader {
  private final Node.Mapping mapping;
  private final String path;
  private final Faults faults;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * A reader of one mapping.
   *
   * @param path of the mapping in its file; empty for the file's own
   */
  public MappingReader(Node.Mapping mapping, String path, Faults faults) {
    this.mapping = mapping;
    this.path = path;
    this.faults = faults;
  }

  /** Of a key in this mapping. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public Optional<Node> node(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.members().get(key)).map(Node.Member::value);
  }

  public Optional<Node> requiredNode(String key, String expected) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      faults.add(mapping, path(key), "missing", expected);
    }
    return node;
  }

  /** The scalar under {@code key}, converted; a conversion that throws is a fault. */
  public <T> Optional<T> required(String key, String expected, Function<String, T> convert) {
    return requiredNode(key, expected).flatMap(node -> scalar(node, key, expected, convert));
  }

  /** As {@link #required}; empty where the key is not there, and where its value is a fault. */
  public <T> Optional<T> optional(String key, String expected, Function<String, T> convert) {
    return node(key).flatMap(node -> scalar(node, key, expected, convert));
  }

  /**
   * As {@link #required} for a value that is a text by YAML's rules: {@code 0123} and {@code yes}
   * without quotes mean different things to different readers.
   */
  public <T> Optional<T> requiredText(String key, String expected, Function<String, T> convert) {
    return requiredNode(key, expected)
        .filter(node -> isText(node, key))
        .flatMap(node -> scalar(node, key, expected, convert));
  }

  /** As {@link #requiredText} for a key that need not be there. */
  public <T> Optional<T> optionalText(String key, String expected, Function<String, T> convert) {
    return node(key)
        .filter(node -> isText(node, key))
        .flatMap(node -> scalar(node, key, expected, convert));
  }

  /** As {@link #optional} for a value that is written without quotes: a number, true or false. */
  public <T> Optional<T> optionalPlain(String key, String expected, Function<String, T> convert) {
    return node(key)
        .filter(node -> isPlain(node, key, expected))
        .flatMap(node -> scalar(node, key, expected, convert));
  }

  /** As {@link #optionalPlain} for a key that must be there. */
  public <T> Optional<T> requiredPlain(String key, String expected, Function<String, T> convert) {
    return requiredNode(key, expected)
        .filter(node -> isPlain(node, key, expected))
        .flatMap(node -> scalar(node, key, expected, convert));
  }

  private boolean isText(Node node, String key) {
    if (node instanceof Node.Scalar scalar
        && scalar.text() != null
        && scalar.kind() != Node.Kind.TEXT) {
      faults.add(node, path(key), scalar.text(), "a text", "put it in quotes");
      return false;
    }
    return true;
  }

  private boolean isPlain(Node node, String key, String expected) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.TEXT) {
      faults.add(node, path(key), node.describe(), expected, "write it without quotes");
      return false;
    }
    return true;
  }

  /** Records that something is wrong with the value of {@code key} in the sight of others. */
  public void fault(String key, String expected) {
    Optional<Node> node = node(key);
    faults.add(
        node.orElse(mapping), path(key), node.map(Node::describe).orElse("missing"), expected);
  }

  private <T> Optional<T> scalar(
      Node node, String key, String expected, Function<String, T> convert) {
    if (node instanceof Node.Scalar scalar && scalar.text() != null && !scalar.text().isEmpty()) {
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
  public void finish() {
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
                    known.isEmpty() ? "no keys" : "one of " + String.join(", ", known),
                    Nearest.advice(key, known));
              }
            });
  }
}
