package io.hallmark.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a YAML file that knows its place; lines and columns count from 1. Immutable. */
public sealed interface Node {
  int line();

  int column();

  /** What a plain scalar is by YAML's rules; whatever stands in quotes is a text. */
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    EMPTY
  }

  /**
   * One value.
   *
   * @param text as written; null for an empty value
   */
  record Scalar(int line, int column, Kind kind, String text) implements Node {}

  record Sequence(int line, int column, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Keys and values.
   *
   * @param members in the order of the file
   */
  record Mapping(int line, int column, Map<String, Member> members) implements Node {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /** A key with its place, and its value. */
  record Member(int line, int column, Node value) {}

  /** How it is named in a fault. */
  default String describe() {
    if (this instanceof Scalar scalar) {
      return scalar.text() == null ? "empty" : "\"" + scalar.text() + "\"";
    }
    return this instanceof Sequence ? "a list" : "a mapping";
  }
}
