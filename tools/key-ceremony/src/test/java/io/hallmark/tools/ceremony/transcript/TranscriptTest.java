package io.hallmark.tools.ceremony.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.tools.ceremony.plan.SpokenHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private CeremonyFolder folder;

  @BeforeEach
  void write() throws Exception {
    folder = new CeremonyFolder(directory);
    Files.createDirectories(folder.outputs());
    Files.writeString(folder.plan(), "plan");
    Files.writeString(folder.outputs().resolve("root.pem"), "root");
    try (Transcript transcript = Transcript.create(folder.transcript(), CLOCK, false)) {
      transcript.append(EntryKind.BEGIN, Map.of(Facts.PLAN, sha256("plan"), Facts.STEPS, "1"));
      transcript.append(EntryKind.STEP_BEGUN, Map.of(Entry.STEP, "1"));
      transcript.append(
          EntryKind.STEP_DONE,
          Map.of(Entry.STEP, "1", Facts.FILE, "root.pem", Facts.FILE_HASH, sha256("root")));
      transcript.append(EntryKind.WITNESSED, Map.of(Entry.STEP, "1", "initials", "AB \"é\"\u0001"));
      transcript.append(EntryKind.END, Map.of());
    }
  }

  @Test
  void check_untouched_findsNothing() throws Exception {
    assertThat(Evidence.check(folder).fault()).isEmpty();
    assertThat(Evidence.check(folder).entries()).hasSize(5);
  }

  @Test
  void entries_readOnAnyMachine_haveTheirParticularsInOneOrder() throws Exception {
    Path sample = Path.of("../../docs/ceremonies/rehearsal/transcript.jsonl");
    assertThat(TranscriptChain.read(sample).entries())
        .hasSizeGreaterThan(40)
        .allSatisfy(entry -> assertThat(List.copyOf(entry.data().keySet())).isSorted());
  }

  @Test
  void check_changedEntry_isNamed() throws Exception {
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("10:00:00Z", "10:00:01Z"));
    assertThat(faultOf(lines)).isEqualTo("line 3: entry 3 was changed: its hash is wrong");
  }

  @Test
  void check_changedEntryWithHashOfItsOwn_breaksAtTheNext() throws Exception {
    List<String> lines = lines();
    Entry third = EntryParser.parse(lines.get(2)).orElseThrow();
    Entry forged =
        Entry.sealed(3, third.at(), third.kind(), false, Map.of("step", "1"), third.previous());
    lines.set(2, forged.line());
    assertThat(faultOf(lines))
        .isEqualTo("line 4: entry 4 does not follow the entry before it; one of them was replaced");
  }

  @Test
  void check_droppedEntry_isNamed() throws Exception {
    List<String> lines = lines();
    lines.remove(2);
    assertThat(faultOf(lines))
        .isEqualTo(
            "line 3: this is entry 4 where entry 3 belongs; one was dropped, inserted or moved");
  }

  @Test
  void check_reorderedEntries_areNamed() throws Exception {
    List<String> lines = lines();
    Collections.swap(lines, 1, 2);
    assertThat(faultOf(lines)).startsWith("line 2: this is entry 3 where entry 2 belongs");
  }

  @Test
  void check_insertedEntry_isNamed() throws Exception {
    List<String> lines = lines();
    lines.add(3, lines.get(2));
    assertThat(faultOf(lines)).startsWith("line 4: this is entry 3 where entry 4 belongs");
  }

  @Test
  void check_cutOffEntries_areNoticed() throws Exception {
    List<String> lines = lines();
    lines.remove(4);
    assertThat(faultOf(lines)).startsWith("the transcript has no end after 4 entries");
  }

  @Test
  void check_sameContentInOtherForm_isNoEntry() throws Exception {
    List<String> lines = lines();
    lines.set(1, lines.get(1).replace(",", ", "));
    assertThat(faultOf(lines)).isEqualTo("line 2: this is no entry in canonical form");
  }

  @Test
  void check_changedOrMissingOrStrangeOutput_isNamed() throws Exception {
    Path output = folder.outputs().resolve("root.pem");
    Files.writeString(output, "other");
    assertThat(Evidence.check(folder).fault().orElseThrow())
        .startsWith("line 3: output root.pem of step 1 was changed");
    Files.delete(output);
    assertThat(Evidence.check(folder).fault())
        .hasValue("line 3: output root.pem of step 1 is not there");
    Files.writeString(output, "root");
    Files.writeString(folder.outputs().resolve("more.pem"), "more");
    assertThat(Evidence.check(folder).fault()).hasValue("output more.pem was made by no step");
  }

  @Test
  void check_changedPlan_isNamed() throws Exception {
    Files.writeString(folder.plan(), "another");
    assertThat(Evidence.check(folder).fault().orElseThrow())
        .startsWith("line 1: the plan was changed");
  }

  @Test
  void create_fileExists_overwritesNothing() {
    assertThatThrownBy(() -> Transcript.create(folder.transcript(), CLOCK, false))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void open_endedTranscript_isRefused() {
    assertThatThrownBy(() -> Transcript.open(folder.transcript(), CLOCK))
        .isInstanceOf(TranscriptException.class)
        .hasMessageContaining("the ceremony is over; check it with");
  }

  @Test
  void open_tornLastEntry_goesOnAfterTheLastWholeOne() throws Exception {
    List<String> lines = lines();
    String torn = lines.remove(4);
    rewrite(lines);
    Files.writeString(folder.transcript(), torn.substring(0, 40), StandardOpenOption.APPEND);
    try (Transcript transcript = Transcript.open(folder.transcript(), CLOCK)) {
      assertThat(transcript.entries()).hasSize(4);
      transcript.append(EntryKind.RESUMED, Map.of());
      transcript.append(EntryKind.END, Map.of());
    }
    assertThat(Evidence.check(folder).fault()).isEmpty();
  }

  @Test
  void open_inUse_isRefused() throws Exception {
    List<String> lines = lines();
    lines.remove(4);
    rewrite(lines);
    try (Transcript first = Transcript.open(folder.transcript(), CLOCK)) {
      assertThat(first.entries()).hasSize(4);
      assertThatThrownBy(() -> Transcript.open(folder.transcript(), CLOCK))
          .hasMessageContaining("in use by another run");
    }
  }

  private String faultOf(List<String> lines) throws Exception {
    rewrite(lines);
    return Evidence.check(folder).fault().orElseThrow();
  }

  private List<String> lines() throws Exception {
    return new ArrayList<>(Files.readAllLines(folder.transcript()));
  }

  private void rewrite(List<String> lines) throws Exception {
    Files.writeString(folder.transcript(), String.join("\n", lines) + "\n");
  }

  private static String sha256(String text) {
    return SpokenHash.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
