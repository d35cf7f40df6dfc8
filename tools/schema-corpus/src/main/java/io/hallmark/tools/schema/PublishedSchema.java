package io.hallmark.tools.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hallmark.commandline.SchemaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON Schema (Draft 2020-12) as a program publishes it, and what a validator that is not ours
 * says of texts by it. Safe for concurrent use.
 */
public final class PublishedSchema {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final JsonNode text;
  private final JsonSchema schema;

  private PublishedSchema(JsonNode text) {
    this.text = text;
    this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  /**
   * The schema in a program's jar.
   *
   * @param beside the class beside which it stands
   * @param name without {@code .schema.json}
   */
  public static PublishedSchema of(Class<?> beside, String name) {
    try {
      return new PublishedSchema(YAML.readTree(SchemaCommand.text(beside, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the schema has against a YAML text; an empty one is a mapping without keys. */
  public Optional<String> complaint(String yaml) {
    try {
      JsonNode read = YAML.readTree(yaml);
      boolean nothing = read == null || read.isMissingNode();
      return schema.validate(nothing ? YAML.createObjectNode() : read).stream()
          .findFirst()
          .map(Object::toString);
    } catch (IOException e) {
      throw new UncheckedIOException("no YAML, so no schema can tell: " + yaml, e);
    }
  }

  /** The keys of the mapping at a JSON pointer; empty for the root. */
  List<String> keys(String pointer) {
    List<String> keys = new ArrayList<>();
    text.at(pointer + "/properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
