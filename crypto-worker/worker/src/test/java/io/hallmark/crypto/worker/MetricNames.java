package io.hallmark.crypto.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of metrics that the dashboard and the alert rules of docs/operations use. */
final class MetricNames {
  static final Path OPERATIONS = Path.of("..", "..", "docs", "operations");

  private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");
  private static final Pattern SELECTORS = Pattern.compile("\\{[^}]*\\}|\\[[^\\]]*\\]");
  private static final Pattern GROUPINGS = Pattern.compile("\\b(?:by|without)\\s*\\([^)]*\\)");
  private static final Pattern SET_OPERATORS = Pattern.compile("\\b(?:and|or|unless)\\b");
  private static final Pattern NAMES = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w|\\s*\\()");

  private MetricNames() {}

  static Set<String> dashboard() throws IOException {
    JsonNode root =
        new ObjectMapper().readTree(OPERATIONS.resolve("grafana-dashboard.json").toFile());
    return names(root.findValuesAsText("expr"));
  }

  static Set<String> alerts() throws IOException {
    return names(rules().findValuesAsText("expr"));
  }

  static JsonNode rules() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(OPERATIONS.resolve("prometheus-alerts.yaml").toFile());
  }

  /** What is left of expressions without functions, operators, labels, ranges and groupings. */
  static Set<String> names(List<String> expressions) {
    return expressions.stream()
        .flatMap(MetricNames::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(String expression) {
    String bare = expression;
    for (Pattern noise : List.of(STRINGS, SELECTORS, GROUPINGS, SET_OPERATORS)) {
      bare = noise.matcher(bare).replaceAll(" ");
    }
    return NAMES.matcher(bare).results().map(MatchResult::group);
  }
}
