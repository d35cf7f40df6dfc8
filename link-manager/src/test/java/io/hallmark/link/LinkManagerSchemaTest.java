package io.hallmark.link;

import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import io.hallmark.tools.schema.SchemaCorpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published schema and the parser say the same of every file, a few rules apart. */
class LinkManagerSchemaTest {
  private static final String NAME = "link-manager";
  private static final SchemaCorpus CORPUS = SchemaCorpus.of(LinkManagerSchemaTest.class, NAME);

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachText_sayTheSame() {
    return CORPUS.sameOfEachText(
        yaml -> YamlFile.parse(NAME, yaml, LinkManagerConfig.class), ConfigurationException.class);
  }

  @Test
  void schema_keys_areThoseThatAreRead() {
    CORPUS.assertKeys("", LinkManagerConfig.class);
    CORPUS.assertKeys("/properties/lane", LinkManagerConfig.Lane.class);
    CORPUS.assertKeys("/properties/hellos", LinkManagerConfig.Hellos.class);
  }
}
