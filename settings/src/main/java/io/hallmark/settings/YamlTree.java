package io.hallmark.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into nodes that know their place. A key given twice, an alias and a second document
 * are faults: each lets a file say something else than what its reader sees.
 */
final class YamlTree {
  private static final YAMLFactory FACTORY = new YAMLFactory();
  private static final int DEPTH_MAX = 16;

  private final YAMLParser parser;
  private final Faults faults;

  private YamlTree(YAMLParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The document's root; an empty scalar where there is none or it cannot be read. */
  static Node parse(String text, Faults faults) {
    try (YAMLParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return empty(1, 1);
      }
      Node root = new YamlTree(parser, faults).node("", 0);
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        faults.add(at.getLineNr(), at.getColumnNr(), "", "a second document", "one document", "");
      }
      return root;
    } catch (JsonProcessingException e) {
      Node at = place(text, e);
      faults.add(at, "", "not YAML", "a YAML mapping" + problem(e));
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where SnakeYAML met the problem; Jackson's place is that of the value before. */
  private static Node place(String text, JsonProcessingException e) {
    if (e.getCause() instanceof ReaderException unreadable) {
      String before = text.substring(0, Math.min(unreadable.getPosition(), text.length()));
      int line = 1 + (int) before.chars().filter(sign -> sign == '\n').count();
      return empty(line, before.length() - before.lastIndexOf('\n'));
    }
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return empty(marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1);
    }
    JsonLocation at = e.getLocation();
    return at == null ? empty(0, 0) : empty(at.getLineNr(), at.getColumnNr());
  }

  /** SnakeYAML's own words, which name the sign it met but never quote the file. */
  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null) {
      return " (" + marked.getProblem().strip() + ")";
    }
    if (e.getCause() instanceof ReaderException unreadable) {
      return " (control character %#04x)".formatted(unreadable.getCodePoint());
    }
    return e instanceof JsonParseException ? " (" + e.getOriginalMessage() + ")" : "";
  }

  private static Node empty(int line, int column) {
    return new Node.Scalar(line, column, Node.Kind.EMPTY, null);
  }

  private Node node(String key, int depth) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    if (depth > DEPTH_MAX) {
      throw new JsonParseException(parser, "nested deeper than " + DEPTH_MAX);
    }
    if (parser.isCurrentAlias()) {
      faults.add(line, column, key, "an alias", "the value itself, written out", "");
      return empty(line, column);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Node.Mapping(line, column, members(key, depth));
      case START_ARRAY -> new Node.Sequence(line, column, items(key, depth));
      case VALUE_NULL -> empty(line, column);
      case VALUE_NUMBER_INT -> scalar(line, column, Node.Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(line, column, Node.Kind.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> scalar(line, column, Node.Kind.BOOLEAN);
      default -> scalar(line, column, Node.Kind.TEXT);
    };
  }

  private Node scalar(int line, int column, Node.Kind kind) throws IOException {
    return new Node.Scalar(line, column, kind, parser.getText());
  }

  private List<Node> items(String key, int depth) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(key + "[" + items.size() + "]", depth + 1));
    }
    return items;
  }

  private Map<String, Node.Member> members(String key, int depth) throws IOException {
    Map<String, Node.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation at = parser.currentTokenLocation();
      String name = parser.currentName();
      String path = key.isEmpty() ? name : key + "." + name;
      parser.nextToken();
      Node value = node(path, depth + 1);
      if (members.containsKey(name)) {
        faults.add(at.getLineNr(), at.getColumnNr(), path, "given twice", "once", "");
      }
      members.put(name, new Node.Member(at.getLineNr(), at.getColumnNr(), value));
    }
    return members;
  }
}
