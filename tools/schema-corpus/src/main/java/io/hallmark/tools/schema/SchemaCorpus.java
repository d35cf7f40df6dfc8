package io.hallmark.tools.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Texts on which a published schema and the parser of the same files must agree. They stand in
 * {@code src/test/resources/NAME.corpus} of the module under test, each below a line that begins
 * with {@code ==} and says {@code good}, {@code bad}, or {@code beyond} for what the parser refuses
 * and no schema can say. Safe for concurrent use.
 */
public final class SchemaCorpus {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private final String name;
  private final PublishedSchema schema;

  private SchemaCorpus(String name, PublishedSchema schema) {
    this.name = name;
    this.schema = schema;
  }

  /** What reads such a file. */
  @FunctionalInterface
  public interface Parser {
    /** Throws where the text does not fit. */
    void read(String yaml) throws Exception;
  }

  /**
   * The corpus of a schema.
   *
   * @param beside the class beside which the schema stands
   * @param name of both
   */
  public static SchemaCorpus of(Class<?> beside, String name) {
    return new SchemaCorpus(name, PublishedSchema.of(beside, name));
  }

  /**
   * A test of each text: schema and parser take what is good, and nothing else.
   *
   * @param complaint what the parser throws where a text does not fit; anything else fails the test
   */
  public Stream<DynamicTest> sameOfEachText(Parser parser, Class<? extends Exception> complaint) {
    return texts()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.title(), () -> assertSame(text, complaint(parser, complaint, text))));
  }

  /** A key that is new has its place in the schema, or this fails. */
  public void assertKeys(String pointer, Class<? extends Record> type) {
    assertThat(schema.keys(pointer))
        .as("keys at \"%s\" in the schema of %s", pointer, name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }

  private record Text(String title, String yaml) {
    private boolean isGood() {
      return title.startsWith("good");
    }

    private boolean isBeyondSchemas() {
      return title.startsWith("beyond");
    }
  }

  private void assertSame(Text text, Optional<String> ofParser) {
    assertThat(ofParser.isEmpty())
        .as("parser: " + ofParser.orElse("no fault"))
        .isEqualTo(text.isGood());
    if (!text.isBeyondSchemas()) {
      Optional<String> ofSchema = schema.complaint(text.yaml());
      assertThat(ofSchema.isEmpty())
          .as("schema: " + ofSchema.orElse("no complaint"))
          .isEqualTo(text.isGood());
    }
  }

  private static Optional<String> complaint(
      Parser parser, Class<? extends Exception> expected, Text text) throws Exception {
    try {
      parser.read(text.yaml());
      return Optional.empty();
    } catch (Exception e) {
      if (expected.isInstance(e)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private Stream<Text> texts() {
    try {
      return Arrays.stream(
              Files.readString(RESOURCES.resolve(name + ".corpus")).split("(?m)^== ", -1))
          .skip(1)
          .map(part -> part.split("\\R", 2))
          .map(part -> new Text(part[0], part[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
