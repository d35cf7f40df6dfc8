package io.hallmark.hsm.file;

import com.fasterxml.jackson.core.JsonLocation;
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

/** Reads YAML into nodes that know their line and column; a key given twice is a fault. */
final class YamlTree {
  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final int DEPTH_MAX = 16;

  private final JsonParser parser;
  private final Faults faults;

  private YamlTree(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The document's root; an empty scalar where there is none or it cannot be read. */
  static YamlNode parse(String text, Faults faults) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return new YamlNode.Scalar(1, 1, null);
      }
      return new YamlTree(parser, faults).node("", 0);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      int line = at == null ? 0 : at.getLineNr();
      int column = at == null ? 0 : at.getColumnNr();
      faults.add(line, column, "", "not YAML", "a YAML mapping with the key tokens");
      return new YamlNode.Scalar(line, column, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private YamlNode node(String key, int depth) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (depth > DEPTH_MAX) {
      throw new com.fasterxml.jackson.core.JsonParseException(parser, "nested too deep");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> new YamlNode.Mapping(line, column, members(key, depth));
      case START_ARRAY -> new YamlNode.Sequence(line, column, items(key, depth));
      case VALUE_NULL -> new YamlNode.Scalar(line, column, null);
      default -> new YamlNode.Scalar(line, column, parser.getText());
    };
  }

  private List<YamlNode> items(String key, int depth) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(key + "[" + items.size() + "]", depth + 1));
    }
    return items;
  }

  private Map<String, YamlNode.Member> members(String key, int depth) throws IOException {
    Map<String, YamlNode.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation at = parser.currentTokenLocation();
      String name = parser.currentName();
      String path = key.isEmpty() ? name : key + "." + name;
      parser.nextToken();
      YamlNode value = node(path, depth + 1);
      if (members.containsKey(name)) {
        faults.add(at.getLineNr(), at.getColumnNr(), path, "given twice", "once");
      }
      members.put(name, new YamlNode.Member(at.getLineNr(), at.getColumnNr(), value));
    }
    return members;
  }
}
