package io.hallmark.tools.ceremony.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a line back; only a line in the one canonical form is an entry. */
final class EntryParser {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private EntryParser() {}

  static Optional<Entry> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (node == null || !node.isObject()) {
        return Optional.empty();
      }
      Map<String, String> data = new HashMap<>();
      node.path("data")
          .properties()
          .forEach(member -> data.put(member.getKey(), member.getValue().asText()));
      Optional<EntryKind> kind = EntryKind.of(node.path("kind").asText());
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      Entry entry =
          new Entry(
              node.path("n").asInt(),
              Instant.parse(node.path("at").asText()),
              kind.get(),
              node.path("rehearsal").asBoolean(),
              data,
              node.path("previous").asText(),
              node.path("hash").asText());
      // Whatever was lost or bent above shows here.
      return Optional.of(entry).filter(read -> read.line().equals(line) && stepIsNumber(read));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty(); // The caller says which line is no entry.
    }
  }

  private static boolean stepIsNumber(Entry entry) {
    return entry.data().getOrDefault(Entry.STEP, "0").matches("[0-9]{1,4}");
  }
}
