package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the sample in {@code docs/ceremonies/rehearsal} to the tool. {@code
 * -Dhallmark.ceremony.sample=write} makes it anew.
 */
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
    if ("write".equals(System.getProperty("hallmark.ceremony.sample"))) {
      copy(made.path(), SAMPLE);
    }
    CeremonyFolder sample = new CeremonyFolder(SAMPLE);
    FolderCheck.Finding finding = FolderCheck.check(sample, true);
    assertThat(finding.fault()).isEmpty();
    assertThat(Files.readString(sample.plan())).isEqualTo(plan.text());
    assertThat(shape(sample)).isEqualTo(shape(made));
  }

  /** What entries say, without what differs each time. */
  private static List<String> shape(CeremonyFolder folder) throws IOException {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .map(entry -> entry.kind() + " " + names(entry))
        .toList();
  }

  private static Set<String> names(Entry entry) {
    return new java.util.TreeSet<>(entry.data().keySet());
  }

  private static void copy(Path from, Path to) throws IOException {
    Path token = from.resolve(new CeremonyFolder(from).rehearsalToken().getFileName());
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes)
              throws IOException {
            if (found.equals(token)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(found)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path found, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                found, to.resolve(from.relativize(found)), StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
