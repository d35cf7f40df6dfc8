package io.hallmark.tools.ceremony.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML into nodes that know their place; a key given twice is a fault. */
final class PlanTree {
  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final int DEPTH_MAX = 8;

  private final JsonParser parser;
  private final PlanFaults faults;

  private PlanTree(JsonParser parser, PlanFaults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The document's root; an empty scalar where there is none or it cannot be read. */
  static PlanNode parse(String text, PlanFaults faults) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return new PlanNode.Scalar(1, 1, null);
      }
      PlanNode root = new PlanTree(parser, faults).node("", 0);
      // A second document would be hashed and approved, but never carried out.
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        faults.add(at.getLineNr(), at.getColumnNr(), "", "a second document", "one document");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      int line = at == null ? 0 : at.getLineNr();
      int column = at == null ? 0 : at.getColumnNr();
      faults.add(line, column, "", "not YAML", "a YAML mapping with the keys of a plan");
      return new PlanNode.Scalar(line, column, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PlanNode node(String key, int depth) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (depth > DEPTH_MAX) {
      throw new JsonParseException(parser, "nested deeper than " + DEPTH_MAX);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> new PlanNode.Mapping(line, column, members(key, depth));
      case START_ARRAY -> new PlanNode.Sequence(line, column, items(key, depth));
      case VALUE_NULL -> new PlanNode.Scalar(line, column, null);
      default -> new PlanNode.Scalar(line, column, parser.getText());
    };
  }

  private List<PlanNode> items(String key, int depth) throws IOException {
    List<PlanNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(key + "[" + items.size() + "]", depth + 1));
    }
    return items;
  }

  private Map<String, PlanNode.Member> members(String key, int depth) throws IOException {
    Map<String, PlanNode.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation at = parser.currentTokenLocation();
      String name = parser.currentName();
      String path = key.isEmpty() ? name : key + "." + name;
      parser.nextToken();
      PlanNode value = node(path, depth + 1);
      if (members.containsKey(name)) {
        faults.add(at.getLineNr(), at.getColumnNr(), path, "given twice", "once");
      }
      members.put(name, new PlanNode.Member(at.getLineNr(), at.getColumnNr(), value));
    }
    return members;
  }
}
