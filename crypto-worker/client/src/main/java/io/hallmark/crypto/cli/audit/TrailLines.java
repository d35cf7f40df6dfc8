package io.hallmark.crypto.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Records as lines of JSON: offset, timestamp, key, and the value in base64, byte by byte. */
final class TrailLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TrailLines() {}

  static String format(AuditRecord record) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("offset", record.offset())
            .put("timestamp", record.timestamp())
            .put("key", record.key())
            .put("value", Base64.getEncoder().encodeToString(record.bytes()));
    return line.toString();
  }

  /**
   * The record in a line.
   *
   * @throws IllegalArgumentException where there is none
   */
  static AuditRecord parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return new AuditRecord(
          required(json, "offset").asLong(),
          required(json, "timestamp").asLong(),
          required(json, "key").asText(),
          ByteBuffer.wrap(Base64.getDecoder().decode(required(json, "value").asText())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || !value.isValueNode()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }
}
