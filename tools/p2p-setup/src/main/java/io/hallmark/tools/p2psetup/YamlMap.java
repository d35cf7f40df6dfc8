package io.hallmark.tools.p2psetup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file, whose faults are collected instead of ending at the first. Each getter
 * takes its key out; what is left at {@link #end} is unknown. Confined to one thread.
 */
final class YamlMap {
  private static final String NOTHING = "missing";

  private final Path file;
  private final String path;
  private final int line;
  private final List<Fault> faults;
  private final Map<String, Node> left = new LinkedHashMap<>();

  YamlMap(Path file, String path, MappingNode node, List<Fault> faults) {
    this.file = file;
    this.path = path;
    this.line = line(node);
    this.faults = faults;
    for (NodeTuple entry : node.getValue()) {
      String key =
          entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(no word)";
      if (left.put(key, entry.getValueNode()) != null) {
        fault(line(entry.getKeyNode()), key, "there twice", "it once");
      }
    }
  }

  /** Where files that are named in this one are looked for. */
  Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  boolean has(String key) {
    return left.containsKey(key);
  }

  <T> Optional<T> required(String key, Parser<T> parser) {
    if (!left.containsKey(key)) {
      fault(line, key, NOTHING, expectation(parser));
      return Optional.empty();
    }
    return parse(key, left.remove(key), parser);
  }

  /** The value, or {@code otherwise} where the key is not there; empty where it is faulty. */
  <T> Optional<T> optional(String key, Parser<T> parser, T otherwise) {
    return left.containsKey(key) ? parse(key, left.remove(key), parser) : Optional.of(otherwise);
  }

  /** The values of a list; an empty list where the key is not there. */
  <T> List<T> list(String key, Parser<T> parser) {
    List<T> values = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      parse("%s[%d]".formatted(key, i), items.get(i), parser).ifPresent(values::add);
    }
    return values;
  }

  /** The mappings of a list; an empty list where the key is not there. */
  List<YamlMap> maps(String key) {
    List<YamlMap> maps = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      map("%s[%d]".formatted(key, i), items.get(i)).ifPresent(maps::add);
    }
    return maps;
  }

  Optional<YamlMap> map(String key) {
    if (!left.containsKey(key)) {
      fault(line, key, NOTHING, "a mapping");
      return Optional.empty();
    }
    return map(key, left.remove(key));
  }

  /** Reports what nobody asked for. */
  void end() {
    left.forEach((key, node) -> fault(line(node), key, "unknown", "no such key"));
  }

  void fault(String key, String value, String expected) {
    fault(line, key, value, expected);
  }

  private void fault(int at, String key, String value, String expected) {
    faults.add(new Fault(file, at, path + key, value, expected));
  }

  private Optional<YamlMap> map(String key, Node node) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(file, path + key + ".", mapping, faults));
    }
    fault(line(node), key, describe(node), "a mapping");
    return Optional.empty();
  }

  private List<Node> items(String key) {
    Node node = left.remove(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    fault(line(node), key, describe(node), "a list");
    return List.of();
  }

  private <T> Optional<T> parse(String key, Node node, Parser<T> parser) {
    if (!(node instanceof ScalarNode scalar)) {
      fault(line(node), key, describe(node), expectation(parser));
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      fault(line(node), key, '"' + scalar.getValue() + '"', e.getMessage());
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

  private static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      return '"' + scalar.getValue() + '"';
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
  }
}
