package io.hallmark.gateway;

import io.hallmark.gateway.limits.InboundLimits;
import io.hallmark.gateway.limits.OutboundLimits;
import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.messaging.config.YamlFile;
import io.hallmark.tools.schema.SchemaCorpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published schema and the parser say the same of every file, a few rules apart. */
class GatewaySchemaTest {
  private static final String NAME = "gateway";
  private static final SchemaCorpus CORPUS = SchemaCorpus.of(GatewaySchemaTest.class, NAME);

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachText_sayTheSame() {
    return CORPUS.sameOfEachText(
        yaml -> YamlFile.parse(NAME, yaml, GatewayConfig.class), ConfigurationException.class);
  }

  @Test
  void schema_keys_areThoseThatAreRead() {
    CORPUS.assertKeys("", GatewayConfig.class);
    CORPUS.assertKeys("/properties/limits", InboundLimits.class);
    CORPUS.assertKeys("/properties/outbound", OutboundLimits.class);
  }
}
