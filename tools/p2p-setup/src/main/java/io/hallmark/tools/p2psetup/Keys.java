package io.hallmark.tools.p2psetup;

import io.hallmark.settings.Faults;
import io.hallmark.settings.MappingReader;
import io.hallmark.settings.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of one mapping, read by parsers that say themselves what they expect; what they find
 * wrong goes to the file's faults. Texts are those by YAML's rules, so that a schema and every
 * other reader see the same. Confined to one thread.
 */
final class Keys {
  private static final int VALUE_SHOWN_MAX = 80;

  private final Node.Mapping mapping;
  private final MappingReader reader;
  private final Path folder;
  private final Faults faults;

  /**
   * Of one mapping.
   *
   * @param path of the mapping in its file; empty for the file's own
   * @param folder where files that are named are looked for
   */
  Keys(Node.Mapping mapping, String path, Path folder, Faults faults) {
    this.mapping = mapping;
    this.reader = new MappingReader(mapping, path, faults);
    this.folder = folder;
    this.faults = faults;
  }

  Path folder() {
    return folder;
  }

  boolean has(String key) {
    return mapping.members().containsKey(key);
  }

  /** The one of two keys that is there; a fault where both are, or none is. */
  Optional<String> either(String one, String other) {
    Optional<Node> first = reader.node(one);
    Optional<Node> second = reader.node(other);
    if (first.isPresent() && second.isPresent()) {
      fault(other, "given beside " + one, "one of the two");
      return Optional.empty();
    }
    if (first.isEmpty() && second.isEmpty()) {
      fault(one, "missing", one + " or " + other);
      return Optional.empty();
    }
    return Optional.of(first.isPresent() ? one : other);
  }

  <T> Optional<T> required(String key, Parser<T> parser) {
    return reader
        .requiredNode(key, expectation(parser))
        .flatMap(node -> parse(reader.path(key), node, Node.Kind.TEXT, parser));
  }

  /** The text, or {@code otherwise} where the key is not there; empty where it is faulty. */
  <T> Optional<T> optional(String key, Parser<T> parser, T otherwise) {
    return optional(key, Node.Kind.TEXT, parser, otherwise);
  }

  /** The same for a number, which is written without quotes. */
  <T> Optional<T> optionalNumber(String key, Parser<T> parser, T otherwise) {
    return optional(key, Node.Kind.INTEGER, parser, otherwise);
  }

  private <T> Optional<T> optional(String key, Node.Kind kind, Parser<T> parser, T otherwise) {
    Optional<Node> node = reader.node(key);
    return node.isPresent()
        ? parse(reader.path(key), node.get(), kind, parser)
        : Optional.of(otherwise);
  }

  /** The texts of a list; an empty list where the key is not there. */
  <T> List<T> list(String key, Parser<T> parser) {
    List<T> values = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      parse("%s[%d]".formatted(reader.path(key), i), items.get(i), Node.Kind.TEXT, parser)
          .ifPresent(values::add);
    }
    return values;
  }

  /** Whether it is a list of nothing. */
  boolean isEmptyList(String key) {
    return has(key)
        && mapping.members().get(key).value() instanceof Node.Sequence sequence
        && sequence.items().isEmpty();
  }

  /** The mappings of a list, of which there must be one. */
  List<Keys> maps(String key, String expected) {
    if (isEmptyList(key)) {
      fault(key, "empty", expected);
    } else {
      reader.requiredNode(key, expected);
    }
    List<Keys> maps = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      map("%s[%d]".formatted(reader.path(key), i), items.get(i)).ifPresent(maps::add);
    }
    return maps;
  }

  Optional<Keys> map(String key) {
    return reader.requiredNode(key, "a mapping").flatMap(node -> map(reader.path(key), node));
  }

  /** Reports the keys that nobody asked for. */
  void end() {
    reader.finish();
  }

  /** At the key, or at the mapping where it would stand. */
  void fault(String key, String value, String expected) {
    faults.add(reader.node(key).orElse(mapping), reader.path(key), value, expected);
  }

  private Optional<Keys> map(String path, Node node) {
    if (node instanceof Node.Mapping inner) {
      return Optional.of(new Keys(inner, path, folder, faults));
    }
    faults.add(node, path, node.describe(), "a mapping");
    return Optional.empty();
  }

  private List<Node> items(String key) {
    Optional<Node> node = reader.node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    faults.add(node.get(), reader.path(key), node.get().describe(), "a list");
    return List.of();
  }

  private <T> Optional<T> parse(String path, Node node, Node.Kind kind, Parser<T> parser) {
    if (!(node instanceof Node.Scalar scalar) || scalar.text() == null) {
      faults.add(node, path, node.describe(), expectation(parser));
      return Optional.empty();
    }
    if (scalar.kind() != kind) {
      boolean text = kind == Node.Kind.TEXT;
      String quotes = text ? "put it in quotes" : "write it without quotes";
      faults.add(node, path, shown(node), text ? "a text" : expectation(parser), quotes);
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar.text()));
    } catch (IllegalArgumentException e) {
      faults.add(node, path, shown(node), e.getMessage());
      return Optional.empty();
    }
  }

  /** What a parser says to nothing is what it expects. */
  private static String expectation(Parser<?> parser) {
    try {
      parser.parse("");
      return "a value";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** In one short line: a value may be a whole certificate. */
  private static String shown(Node node) {
    String line = node.describe().replaceAll("\\s+", " ");
    return line.length() <= VALUE_SHOWN_MAX ? line : line.substring(0, VALUE_SHOWN_MAX) + "...\"";
  }
}
