package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the sample in {@code docs/ceremonies/rehearsal}, which jars made, to the tool. */
class SampleCeremonyTest {
  private static final Path DOCUMENTS = Path.of("../../docs/ceremonies");
  private static final Path SAMPLE = DOCUMENTS.resolve("rehearsal");

  @TempDir Path directory;

  @Test
  void sample_asCommitted_isWhatARehearsalOfItsPlanMakes() throws Exception {
    Path file = directory.resolve("root-and-issuing.yaml");
    Files.copy(DOCUMENTS.resolve("root-and-issuing.yaml"), file);
    CeremonyFolder made = new CeremonyFolder(directory.resolve("rehearsal"));
    Plan plan = Plan.read(file, Path.of("/ceremony"), directory);
    Ceremony.run(
        plan, made, true, GivenApprovals.none(), new ScriptedTerminal(), CeremonyRuns.offline());
    assertThat(FolderCheck.check(made, true).fault()).isEmpty();
    CeremonyFolder sample = new CeremonyFolder(SAMPLE);
    FolderCheck.Finding finding = FolderCheck.check(sample, true);
    assertThat(finding.fault()).isEmpty();
    assertThat(Files.readString(sample.plan())).isEqualTo(plan.text());
    assertThat(TranscriptChain.read(sample.transcript()).entries().get(0).data())
        .hasEntrySatisfying("tool", tool -> assertThat(tool).matches("ceremony [0-9].*"))
        .hasEntrySatisfying("tool-sha256", hash -> assertThat(hash).matches("[0-9a-f]{64}"));
    assertThat(shape(sample)).isEqualTo(shape(made));
  }

  /** What entries say, without what differs each time. */
  private static List<String> shape(CeremonyFolder folder) throws IOException {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .map(entry -> entry.kind() + " " + names(entry))
        .toList();
  }

  private static Set<String> names(Entry entry) {
    return new TreeSet<>(entry.data().keySet());
  }
}
