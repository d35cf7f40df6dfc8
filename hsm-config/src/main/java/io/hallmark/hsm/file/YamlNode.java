package io.hallmark.hsm.file;

import java.util.List;
import java.util.Map;

/** A value of a YAML file that knows its place. */
sealed interface YamlNode {
  int line();

  int column();

  /** A scalar as written; null for an empty value. */
  record Scalar(int line, int column, String text) implements YamlNode {}

  record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {}

  record Mapping(int line, int column, Map<String, Member> members) implements YamlNode {}

  /** A key with its place, and its value. */
  record Member(int line, int column, YamlNode value) {}

  /** How it is named in a fault. */
  static String describe(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.text() == null ? "empty" : "\"" + scalar.text() + "\"";
    }
    return node instanceof Sequence ? "a list" : "a mapping";
  }
}
