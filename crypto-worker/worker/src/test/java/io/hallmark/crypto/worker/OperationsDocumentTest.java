package io.hallmark.crypto.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.file.HsmFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/operations says what the code says. */
class OperationsDocumentTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Path ROOT = Path.of("..", "..");

  /**
   * Not messages: where they are seen, and the metrics that ObservabilityTest holds to a scrape.
   */
  private static final Pattern NO_MESSAGE = Pattern.compile("waitingFor|audit:|hallmark_[a-z_]+");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"softhsm", "luna", "nshield", "utimaco", "cloudhsm"})
  void slotFile_ofEachVendor_isOneThatWeRead(String vendor) throws Exception {
    Path file = folder.resolve("hsm.yaml");
    Files.writeString(file, block("hsm.md", "<!-- slot file: " + vendor + " -->"));

    assertThat(HsmFile.read(file).tokens()).hasSize(1);
  }

  @Test
  void workerFile_isOneThatWeReadAndHasTheDefaults() throws Exception {
    Path file = folder.resolve("crypto-worker.yaml");
    Files.writeString(file, block("README.md", "<!-- crypto worker file -->"));

    assertThat(CryptoWorkerFile.read(file))
        .isEqualTo(CryptoWorkerConfig.of(folder.resolve("hsm.yaml")));
  }

  @Test
  void faultTable_quotesMessagesThatTheCodeHas() throws IOException {
    String sources = "";
    for (String module : List.of("hsm-config", "messaging", "crypto-worker/worker")) {
      sources += ObservabilityTest.sources(ROOT.resolve(module).resolve("src").resolve("main"));
    }
    String joined = JOINED.matcher(sources).replaceAll("");
    List<String> quoted =
        document("hsm.md")
            .lines()
            .filter(line -> line.startsWith("| ") && line.contains("`"))
            .map(line -> line.substring(1, line.indexOf('|', 1)))
            .flatMap(cell -> QUOTED.matcher(cell).results().map(found -> found.group(1)))
            .filter(words -> !NO_MESSAGE.matcher(words).matches())
            .toList();

    assertThat(quoted).hasSizeGreaterThan(25);
    assertThat(quoted).allSatisfy(words -> assertThat(joined).as(words).contains(words));
  }

  @Test
  void faultTable_metrics_areOnTheDashboard() throws IOException {
    Set<String> known = MetricNames.dashboard();

    assertThat(
            QUOTED
                .matcher(document("hsm.md"))
                .results()
                .map(OperationsDocumentTest::metric)
                .toList())
        .allSatisfy(name -> assertThat(name.isEmpty() || known.contains(name)).as(name).isTrue());
  }

  private static String metric(MatchResult quoted) {
    return quoted.group(1).startsWith("hallmark_") ? quoted.group(1) : "";
  }

  private static String block(String name, String marker) throws IOException {
    String document = document(name);
    int fence = document.indexOf("```yaml\n", document.indexOf(marker)) + "```yaml\n".length();
    return document.substring(fence, document.indexOf("```", fence));
  }

  private static String document(String name) throws IOException {
    return Files.readString(MetricNames.OPERATIONS.resolve(name));
  }
}
