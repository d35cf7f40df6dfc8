package io.hallmark.tools.p2psetup;

import io.hallmark.tools.schema.SchemaCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The published schemas and the parser say the same of every file, a few rules apart. */
class P2pSchemasTest {
  @TempDir static Path folder;

  @BeforeAll
  static void writeFiles() throws Exception {
    Fixture unused = Fixture.in(folder);
  }

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachGroupFile_sayTheSame() {
    return sameOfEachText("p2p-group", MembershipFiles::groups);
  }

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachMemberFile_sayTheSame() {
    return sameOfEachText("p2p-member", MembershipFiles::members);
  }

  @TestFactory
  Stream<DynamicTest> schemaAndParser_ofEachIdentityFile_sayTheSame() {
    return sameOfEachText("p2p-identity", MembershipFiles::identities);
  }

  private static Stream<DynamicTest> sameOfEachText(
      String name, Function<List<Path>, List<?>> parser) {
    return SchemaCorpus.of(P2pSchemasTest.class, name)
        .sameOfEachText(
            yaml -> {
              List<?> unused =
                  parser.apply(List.of(Files.writeString(folder.resolve("it.yaml"), yaml)));
            },
            FaultyFilesException.class);
  }
}
