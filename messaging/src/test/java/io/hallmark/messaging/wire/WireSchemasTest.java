package io.hallmark.messaging.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.messaging.schema.SchemaPublication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The rules of docs/wire.md for schemas that change, as far as one version's can show them. */
class WireSchemasTest {
  /** A reader without one can't read a record with a symbol that came later. */
  @Test
  void enums_ofEveryRecord_haveTheDefaultUnknown() {
    Map<String, Schema> named = new LinkedHashMap<>();
    SchemaPublication.all().forEach(schema -> collect(schema, named));
    assertThat(named.values())
        .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            schema ->
                assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN"));
  }

  private static void collect(Schema schema, Map<String, Schema> named) {
    switch (schema.getType()) {
      case RECORD -> {
        if (named.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), named));
        }
      }
      case ENUM -> named.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), named);
      case MAP -> collect(schema.getValueType(), named);
      case UNION -> schema.getTypes().forEach(type -> collect(type, named));
      default -> {
        // A primitive: nothing is named inside it.
      }
    }
  }
}
