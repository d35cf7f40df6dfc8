package io.hallmark.certificates.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.certificates.catalogue.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/certificates.md says of rules and profiles is what the code does. */
final class CertificatesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "certificates.md");
  private static final String RULE_ROW = "| `";

  @Test
  void document_tableOfRules_isThatOfTheCode() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(
                line ->
                    !line.equals(
                        "| rule | where it is written | a certificate has | may be waived |"))
            .filter(line -> line.startsWith(RULE_ROW))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            LintRules.all().stream().map(CertificatesDocumentTest::row).toList());
  }

  @Test
  void document_listOfProfiles_namesEveryBuiltIn() throws IOException {
    String text = Files.readString(DOCUMENT);

    assertThat(Profiles.names()).allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
  }

  private static String row(Rule rule) {
    String stage = rule.stage() == Stage.AFTER ? "after signing: " : "";
    return "| `%s` | %s | %s%s | %s |"
        .formatted(rule.id(), rule.reference(), stage, rule.wants(), rule.waivable() ? "yes" : "");
  }
}
