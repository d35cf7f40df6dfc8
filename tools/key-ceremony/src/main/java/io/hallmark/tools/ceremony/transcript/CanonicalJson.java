package io.hallmark.tools.ceremony.transcript;

import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form of RFC 8785, for the values that transcripts have: objects, strings,
 * integers and booleans. Two writers of the same entry write the same bytes.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** The one form of {@code object}, whose values are strings, integers, booleans and objects. */
  public static String of(Map<String, ?> object) {
    StringBuilder out = new StringBuilder();
    write(out, object);
    return out.toString();
  }

  private static void write(StringBuilder out, Map<?, ?> object) {
    Map<String, Object> sorted = new TreeMap<>();
    object.forEach((key, value) -> sorted.put((String) key, value));
    char before = '{';
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(before);
      string(out, member.getKey());
      out.append(':');
      value(out, member.getValue());
      before = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void value(StringBuilder out, Object value) {
    if (value instanceof Map<?, ?> object) {
      write(out, object);
    } else if (value instanceof String text) {
      string(out, text);
    } else if (value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no such value in a transcript: " + value);
    }
  }

  /** RFC 8785 section 3.2.2.2. */
  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
