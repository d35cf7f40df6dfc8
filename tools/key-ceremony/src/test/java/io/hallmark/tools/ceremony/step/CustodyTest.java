package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodyTest {
  private static final String BACKUP =
      """
      ceremony: Backup
      token:
        module: %s
        label: example-root
        environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
      secondToken:
        module: %s
        label: example-spare
        environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
      steps:
        - { step: init-token }
        - { step: init-token, token: second }
        - { step: split-backup-key, key: backup, threshold: 2, shares: 3, file: backup.shares }
        - { step: generate-key, key: root, type: ec-p384, backup: true }
        - { step: generate-key, key: other, type: rsa-2048, backup: true }
        - { step: back-up-key, key: root, backupKey: backup, file: root.backup }
        - { step: back-up-key, key: other, backupKey: backup, file: other.backup }
        - step: restore-key
          token: second
          commitments: backup.shares
          keys:
            - { key: root, file: root.backup }
            - { key: other, file: other.backup }
        - { step: test-sign, token: second, key: root }
        - { step: inventory, token: second, file: spare.json }
        - { step: destroy-key, token: second, key: other }
        - { step: destroy-key, key: backup }
        - { step: inventory, file: keys.json }
      """;

  @TempDir Path directory;

  @Test
  void backup_splitWrappedAndRestoredOntoASecondToken_givesTheSameKeys() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("run"));
    ScriptedTerminal terminal = new ScriptedTerminal();
    Ceremony.run(
        plan(BACKUP), folder, false, GivenApprovals.none(), terminal, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(output(folder, "spare.json"))
        .contains("\"root\"", "\"other\"")
        .doesNotContain("aes");
    assertThat(output(folder, "keys.json")).contains("\"root\"", "\"other\"").doesNotContain("aes");
    assertThat(terminal.cleared).isEqualTo(3);
    assertNoShareIn(folder, terminal);
  }

  @Test
  void resume_afterPowerFailureInCustodySteps_endsWholeWithTheLastSharesGood() throws Exception {
    Plan plan = plan(BACKUP);
    // A stride that has no factor in common with the rows of a share visits all kinds of lines.
    for (int exchanges = 17; exchanges < 160; exchanges += 17) {
      CeremonyFolder folder = new CeremonyFolder(directory.resolve("failing-" + exchanges));
      ScriptedTerminal failing = new ScriptedTerminal().failingAfter(exchanges);
      try {
        Ceremony.run(plan, folder, true, GivenApprovals.none(), failing, CeremonyRuns.offline());
      } catch (ScriptedTerminal.PowerFailure e) {
        assertThat(folder.path()).isNotNull();
      }
      if (!Files.exists(folder.transcript()) || FolderCheck.check(folder, true).fault().isEmpty()) {
        continue;
      }
      ScriptedTerminal terminal = new ScriptedTerminal();
      terminal.shares.putAll(failing.shares);
      Ceremony.resume(folder, terminal, CeremonyRuns.offline());
      assertThat(FolderCheck.check(folder, true).fault())
          .as("after %d exchanges", exchanges)
          .isEmpty();
      assertThat(done(folder)).hasSize(13).doesNotHaveDuplicates();
      assertNoShareIn(folder, terminal);
    }
  }

  @Test
  void restore_sharesSwapped_namesTheShareAndStops() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("swapped"));
    ScriptedTerminal terminal =
        new ScriptedTerminal() {
          @Override
          public char[] askHidden(String question) {
            boolean restoring = lines.stream().anyMatch(line -> line.contains("of the 3 shares"));
            return super.askHidden(
                restoring ? question.replaceFirst("^share 3", "share 2") : question);
          }
        };
    Plan plan = plan(BACKUP);
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan, folder, true, GivenApprovals.none(), terminal, CeremonyRuns.offline()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("typed wrong too often");
    assertThat(terminal.lines)
        .anyMatch(
            line ->
                line.matches(
                    "these are the words of share 2 \\(commitment begins [0-9a-f]{8}\\), not 3 .*"));
    ScriptedTerminal right = new ScriptedTerminal();
    right.shares.putAll(terminal.shares);
    Ceremony.resume(folder, right, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
  }

  @Test
  void backup_planNamesAPrinter_printsEachShareAndShowsNone() throws Exception {
    Path paper = directory.resolve("paper");
    Path printer = directory.resolve("printer");
    Files.writeString(printer, "#!/bin/sh\ncat >> '%s'\n".formatted(paper));
    assertThat(printer.toFile().setExecutable(true)).isTrue();
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("printed"));
    ScriptedTerminal terminal =
        new ScriptedTerminal() {
          @Override
          public String ask(String question) {
            if (question.startsWith("take the sheet")) {
              shares.putAll(onPaper(paper));
            }
            return super.ask(question);
          }
        };
    Plan plan = plan("sharePrinter: printer\n" + BACKUP);
    Ceremony.run(plan, folder, true, GivenApprovals.none(), terminal, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(Files.readString(paper, StandardCharsets.ISO_8859_1))
        .contains("(Share 1 of 3) Tj", "(Share 3 of 3) Tj", "REHEARSAL");
    assertThat(terminal.cleared).isZero();
    assertThat(terminal.lines).contains("share 2 was given to the printer");
    assertNoShareIn(folder, terminal);
    assertThat(Files.readString(folder.record())).contains("Shares printed by", printer.toString());
  }

  @Test
  void backup_printerFails_stopsAndSplitsAnewOnResuming() throws Exception {
    Path printer = directory.resolve("printer");
    Files.writeString(printer, "#!/bin/sh\nexit 7\n");
    assertThat(printer.toFile().setExecutable(true)).isTrue();
    Plan plan = plan("sharePrinter: printer\n" + BACKUP);
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("unprinted"));
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan,
                    folder,
                    true,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    CeremonyRuns.offline()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("share 1 was not printed");
    assertThat(printer.toFile().delete()).isTrue();
    assertThatThrownBy(
            () -> Ceremony.resume(folder, new ScriptedTerminal(), CeremonyRuns.offline()))
        .hasMessageContaining("is no program");
  }

  /** What custodians read on their sheets. */
  private static Map<Integer, List<String>> onPaper(Path paper) {
    Map<Integer, List<String>> shares = new HashMap<>();
    try {
      String[] sheets = Files.readString(paper, StandardCharsets.ISO_8859_1).split("%%EOF\n", -1);
      for (int i = 1; i < sheets.length; i++) {
        List<String> words =
            Pattern.compile("/F3 \\d+ Tf .*\\((\\w+)\\) Tj")
                .matcher(sheets[i - 1])
                .results()
                .map(word -> word.group(1))
                .toList();
        List<String> rows = new ArrayList<>();
        for (int from = 0; from < words.size(); from += 6) {
          rows.add(String.join(" ", words.subList(from, from + 6)));
        }
        shares.put(i, rows);
      }
      return shares;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void setPins_bothAnew_theOldOnesAreNoneAnyMore() throws Exception {
    String pins =
        """
        ceremony: PINs
        pinParts: 2
        token:
          module: %s
          label: example-root
          environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
        steps:
          - { step: init-token }
          - { step: generate-key, key: root, type: ec-p256 }
          - { step: set-pins }
          - { step: test-sign, key: root }
        """;
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("pins"));
    ScriptedTerminal terminal =
        new ScriptedTerminal() {
          @Override
          public String ask(String question) {
            if (question.contains("set-pins")) {
              newPin = "98765";
            }
            return super.ask(question);
          }
        };
    Ceremony.run(
        plan(pins), folder, false, GivenApprovals.none(), terminal, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(terminal.lines)
        .contains(
            "new PIN of the user of \"example-root\", part 2 of 2 (not shown):",
            "PIN of the security officer of \"example-root\" as it is now, part 1 of 2 (not"
                + " shown):")
        .anyMatch(line -> line.startsWith("PIN tries left of the security officer"));
    Plan again =
        plan(pins.replace("  - { step: init-token }\n", "").replace("key: root", "key: b"));
    ScriptedTerminal old = new ScriptedTerminal();
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    again,
                    new CeremonyFolder(directory.resolve("again")),
                    false,
                    GivenApprovals.none(),
                    old,
                    CeremonyRuns.offline()))
        .hasMessageContaining("it was tried once");
  }

  private static List<Integer> done(CeremonyFolder folder) throws Exception {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .filter(entry -> entry.kind() == EntryKind.STEP_DONE)
        .map(Entry::step)
        .toList();
  }

  /** Six words in a row of a share stand in no file of the folder, but for the throw-away token. */
  private static void assertNoShareIn(CeremonyFolder folder, ScriptedTerminal terminal)
      throws Exception {
    List<String> rows =
        terminal.shares.values().stream()
            .flatMap(List::stream)
            .map(row -> row.strip().replaceAll(" +", " "))
            .toList();
    try (Stream<Path> files = Files.walk(folder.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.rehearsalToken())) {
          assertThat(Files.readString(file).replaceAll("\\s+", " ")).doesNotContain(rows);
        }
      }
    }
    assertThat(String.join(" ", terminal.lines)).doesNotContain(rows);
  }

  private static String output(CeremonyFolder folder, String name) throws Exception {
    return Files.readString(folder.outputs().resolve(name));
  }

  private Plan plan(String text) throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, text.replace("%s", SoftHsm.module().toString()));
    return Plan.read(file);
  }
}
