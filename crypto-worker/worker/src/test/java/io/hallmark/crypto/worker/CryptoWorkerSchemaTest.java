package io.hallmark.crypto.worker;

import io.hallmark.messaging.config.ConfigurationException;
import io.hallmark.tools.schema.SchemaCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The published schema and the parser say the same of every file, a few rules apart. */
class CryptoWorkerSchemaTest {
  private static final SchemaCorpus CORPUS =
      SchemaCorpus.of(CryptoWorkerSchemaTest.class, "crypto-worker");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachText_sayTheSame() {
    return CORPUS.sameOfEachText(
        yaml ->
            CryptoWorkerFile.read(Files.writeString(folder.resolve("crypto-worker.yaml"), yaml)),
        ConfigurationException.class);
  }

  @Test
  void schema_keys_areThoseThatAreRead() {
    CORPUS.assertKeys("", CryptoWorkerFile.class);
    CORPUS.assertKeys("/properties/audit", CryptoWorkerFile.AuditPart.class);
    CORPUS.assertKeys("/properties/approvals", ApprovalsFile.class);
    CORPUS.assertKeys("/$defs/tenant", TenantFile.class);
  }
}
