package io.hallmark.tools.ceremony.plan;

import java.util.List;
import java.util.Map;

/** A value of a plan that knows its place, which counts from 1. */
sealed interface PlanNode {
  int line();

  int column();

  /** A scalar as written; null for an empty value. */
  record Scalar(int line, int column, String text) implements PlanNode {}

  record Sequence(int line, int column, List<PlanNode> items) implements PlanNode {}

  record Mapping(int line, int column, Map<String, Member> members) implements PlanNode {}

  /** A key with its place, and its value. */
  record Member(int line, int column, PlanNode value) {}

  /** How it is named in a fault. */
  default String describe() {
    if (this instanceof Scalar scalar) {
      return scalar.text() == null ? "empty" : "\"" + scalar.text() + "\"";
    }
    return this instanceof Sequence ? "a list" : "a mapping";
  }
}
