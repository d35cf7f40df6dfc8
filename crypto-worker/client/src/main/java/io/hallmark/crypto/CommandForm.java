package io.hallmark.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * The canonical form of an administrative command, which operators read and approve: one line of
 * JSON, an object with the command's name and under it its fields, keys sorted, bytes as base64,
 * fields that have their default left out. Since those are left out, a version that knows more
 * fields gives the same form of the same command. Immutable.
 */
public record CommandForm(String json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHARACTERS_MAX = 1024 * 1024;

  public CommandForm {
    if (json.length() > CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a command of %d characters, at most %d can be approved"
              .formatted(json.length(), CHARACTERS_MAX));
    }
  }

  /** The form of a record that {@code KeyCommand} can hold. */
  public static CommandForm of(IndexedRecord command) {
    return new CommandForm(write(Map.of(command.getSchema().getName(), value(command))));
  }

  /**
   * The form in a file that was drafted, read again.
   *
   * @throws IllegalArgumentException where it is not in canonical form
   */
  public static CommandForm parse(String text) {
    String line = text.strip();
    try {
      Object tree = JSON.readValue(line, Object.class);
      if (tree instanceof Map<?, ?> map
          && map.size() == 1
          && map.values().iterator().next() instanceof Map
          && write(tree).equals(line)) {
        return new CommandForm(line);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(
        "it is not a command in canonical form; draft it anew and don't edit it");
  }

  /** The command's name. */
  public String name() {
    return json.substring(2, json.indexOf('"', 2));
  }

  /** The same on several lines, for people. */
  public String pretty() {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(JSON.readValue(json, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a canonical form is JSON", e);
    }
  }

  /** SHA-256, lower-case hex. */
  public String hash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String write(Object tree) {
    try {
      return JSON.writeValueAsString(sorted(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, numbers and strings are JSON", e);
    }
  }

  private static Object sorted(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      TreeMap<String, Object> sorted = new TreeMap<>();
      map.forEach((key, value) -> sorted.put((String) key, sorted(value)));
      return sorted;
    }
    return tree instanceof List<?> list ? list.stream().map(CommandForm::sorted).toList() : tree;
  }

  private static Object value(Object avro) {
    if (avro instanceof IndexedRecord record) {
      return fields(record);
    }
    if (avro instanceof List<?> list) {
      return list.stream().map(CommandForm::value).toList();
    }
    if (avro instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (avro instanceof Integer || avro instanceof Long || avro instanceof Boolean) {
      return avro;
    }
    if (avro instanceof CharSequence || avro instanceof Enum<?>) {
      return avro.toString();
    }
    throw new IllegalArgumentException(
        "a command with a %s has no canonical form".formatted(avro.getClass().getSimpleName()));
  }

  private static Map<String, Object> fields(IndexedRecord record) {
    Map<String, Object> fields = new TreeMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      boolean isDefault =
          value == null
              || (field.hasDefaultValue()
                  && value.equals(SpecificData.get().getDefaultValue(field)));
      if (!isDefault) {
        fields.put(field.name(), value(value));
      }
    }
    return fields;
  }
}
