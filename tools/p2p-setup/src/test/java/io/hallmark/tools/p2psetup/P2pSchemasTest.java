package io.hallmark.tools.p2psetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas and the parser say the same of every file, a few rules apart. */
class P2pSchemasTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeFiles() throws Exception {
    Fixture unused = Fixture.in(folder);
  }

  static Stream<Arguments> groups() throws IOException {
    return corpus("p2p-group");
  }

  static Stream<Arguments> members() throws IOException {
    return corpus("p2p-member");
  }

  static Stream<Arguments> identities() throws IOException {
    return corpus("p2p-identity");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void schemaAndParser_ofEachGroupFile_sayTheSame(String title, String yaml) throws Exception {
    assertSame("p2p-group", MembershipFiles::groups, title, yaml);
  }

  @ParameterizedTest
  @MethodSource("members")
  void schemaAndParser_ofEachMemberFile_sayTheSame(String title, String yaml) throws Exception {
    assertSame("p2p-member", MembershipFiles::members, title, yaml);
  }

  @ParameterizedTest
  @MethodSource("identities")
  void schemaAndParser_ofEachIdentityFile_sayTheSame(String title, String yaml) throws Exception {
    assertSame("p2p-identity", MembershipFiles::identities, title, yaml);
  }

  private static void assertSame(
      String name, Function<List<Path>, List<?>> parser, String title, String yaml)
      throws IOException {
    boolean good = title.startsWith("good");
    Optional<String> fault = complaintOfParser(parser, yaml);
    assertThat(fault.isEmpty()).as(fault.orElse("no fault")).isEqualTo(good);
    if (!title.startsWith("beyond")) {
      Optional<String> complaint = complaintOfSchema(name, yaml);
      assertThat(complaint.isEmpty()).as(complaint.orElse("no complaint")).isEqualTo(good);
    }
  }

  /**
   * In the corpus {@code == good}, {@code == bad} or {@code == beyond}, what the schema cannot say.
   */
  static Stream<Arguments> corpus(String name) throws IOException {
    String all = Files.readString(Path.of("src/test/resources/" + name + ".corpus"));
    return Arrays.stream(all.split("(?m)^== ", -1))
        .skip(1)
        .map(part -> part.split("\\R", 2))
        .map(part -> Arguments.of(part[0], part[1]));
  }

  private static Optional<String> complaintOfParser(
      Function<List<Path>, List<?>> parser, String yaml) throws IOException {
    try {
      List<?> unused = parser.apply(List.of(Files.writeString(folder.resolve("it.yaml"), yaml)));
      return Optional.empty();
    } catch (FaultyFilesException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static JsonNode schema(String name) throws IOException {
    return new YAMLMapper()
        .readTree(io.hallmark.commandline.SchemaCommand.text(P2pSchemasTest.class, name));
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
