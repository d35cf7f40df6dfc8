package io.hallmark.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hallmark.commandline.SchemaCommand;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the parser say the same of every file, a few rules apart. */
class LinkManagerSchemaTest {
  private static final String NAME = "link-manager";

  @ParameterizedTest
  @MethodSource("corpus")
  void schemaAndParser_ofEachText_sayTheSame(String title, String yaml) throws Exception {
    boolean good = title.startsWith("good");
    assertThat(complaintOfParser(yaml).isEmpty())
        .as(complaintOfParser(yaml).orElse("no fault"))
        .isEqualTo(good);
    if (!title.startsWith("beyond")) {
      Optional<String> complaint = complaintOfSchema(NAME, yaml);
      assertThat(complaint.isEmpty()).as(complaint.orElse("no complaint")).isEqualTo(good);
    }
  }

  /** A key that is new has its place in the schema, or the build fails here. */
  @Test
  void schema_keys_areThoseThatAreRead() throws Exception {
    assertKeys("", LinkManagerConfig.class);
    assertKeys("/properties/lane", LinkManagerConfig.Lane.class);
    assertKeys("/properties/hellos", LinkManagerConfig.Hellos.class);
  }

  private static void assertKeys(String pointer, Class<? extends Record> type) throws Exception {
    assertThat(schema(NAME).at(pointer + "/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }

  /**
   * In the corpus {@code == good}, {@code == bad} or {@code == beyond}, what the schema cannot say.
   */
  static Stream<Arguments> corpus() throws IOException {
    String all = Files.readString(Path.of("src/test/resources/link-manager.corpus"));
    return Arrays.stream(all.split("(?m)^== ", -1))
        .skip(1)
        .map(part -> part.split("\\R", 2))
        .map(part -> Arguments.of(part[0], part[1]));
  }

  private static Optional<String> complaintOfParser(String yaml) {
    try {
      var unused = YamlFile.parse(NAME, yaml, LinkManagerConfig.class);
      return Optional.empty();
    } catch (ConfigurationException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static JsonNode schema(String name) throws IOException {
    return new YAMLMapper().readTree(SchemaCommand.text(LinkManagerSchemaTest.class, name));
  }

  private static Optional<String> complaintOfSchema(String name, String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema(name));
    JsonNode read = new YAMLMapper().readTree(yaml);
    JsonNode root =
        read == null || read.isMissingNode() ? new YAMLMapper().createObjectNode() : read;
    return schema.validate(root).stream().findFirst().map(Object::toString);
  }
}
