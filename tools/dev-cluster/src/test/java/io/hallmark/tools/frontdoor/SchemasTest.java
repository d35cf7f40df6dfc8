package io.hallmark.tools.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What programs print as their schemas is what is published. */
class SchemasTest {
  @ParameterizedTest
  @CsvSource({
    "hsm, schema, hsm",
    "crypto-worker, schema, crypto-worker",
    "link-manager, schema, link-manager",
    "gateway, schema, gateway",
    "ceremony, schema, ceremony",
    "p2p-setup, schema group, p2p-group",
    "p2p-setup, schema member, p2p-member",
    "p2p-setup, schema identity, p2p-identity"
  })
  void schema_ofAProgram_isThePublishedOne(String program, String arguments, String published)
      throws Exception {
    StringWriter out = new StringWriter();
    CommandLine line =
        Programs.all().stream()
            .filter(one -> one.getCommandName().equals("hallmark " + program))
            .findFirst()
            .orElseThrow();

    assertThat(line.setOut(new PrintWriter(out, true)).execute(arguments.split(" ", -1))).isZero();
    assertThat(out.toString())
        .isEqualTo(Files.readString(Path.of("../../docs/schemas/" + published + ".schema.json")));
  }
}
