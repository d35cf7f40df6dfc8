package io.hallmark.tools.ceremony.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.ceremony.CeremonyProgram;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Breaks a copy of the sample in the documents, one thing at a time. */
class FolderCheckTest {
  private static final Path SAMPLE = Path.of("../../docs/ceremonies/rehearsal");

  @TempDir Path directory;
  private CeremonyFolder folder;

  @BeforeEach
  void copySample() throws Exception {
    folder = new CeremonyFolder(directory.resolve("copy"));
    Files.walkFileTree(
        SAMPLE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path to = folder.path().resolve(SAMPLE.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void check_sample_isWholeAndSaysWhoSigned() throws Exception {
    FolderCheck.Finding finding = FolderCheck.check(folder, true);
    assertThat(finding.fault()).isEmpty();
    assertThat(finding.rehearsal()).isTrue();
    assertThat(finding.notes())
        .contains("the program's FIPS mode: off", "signed by key \"root\" of the token")
        .anyMatch(note -> note.startsWith("FIPS mode of token \"example-root\": no: it offers"))
        .anyMatch(note -> note.startsWith("FIPS mode of token \"example-spare\": no:"));
    assertThat(CeremonyProgram.run("verify", folder.path().toString())).isZero();
  }

  @Test
  void check_recordChangedInOneWord_isNamed() throws Exception {
    String record = Files.readString(folder.record());
    Files.writeString(folder.record(), record.replaceFirst("Begun", "Begin"));
    assertThat(FolderCheck.check(folder, true).fault())
        .contains("the record does not say what the transcript says: it was changed");
    assertThat(CeremonyProgram.run("verify", folder.path().toString())).isEqualTo(1);
  }

  @Test
  void check_manifestChanged_isNamed() throws Exception {
    String manifest = Files.readString(folder.manifest());
    Files.writeString(folder.manifest(), manifest.replaceFirst("^[0-9a-f]", "x"));
    assertThat(FolderCheck.check(folder, true).fault().orElseThrow())
        .startsWith("the manifest does not have this file as it is:");
    Files.writeString(folder.manifest(), manifest + "0".repeat(64) + "  outputs/more\n");
    assertThat(FolderCheck.check(folder, true).fault())
        .contains("the manifest has files that are not there");
  }

  @Test
  void check_recordMissing_saysWhatWritesIt() throws Exception {
    Files.delete(folder.record());
    assertThat(FolderCheck.check(folder, true).fault().orElseThrow()).contains("ceremony resume");
    assertThat(CeremonyRecords.finish(folder)).isTrue();
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(CeremonyRecords.finish(folder)).isFalse();
  }

  @Test
  void verify_noTranscript_isMisuse() {
    assertThat(CeremonyProgram.run("verify", directory.toString())).isEqualTo(2);
  }
}
