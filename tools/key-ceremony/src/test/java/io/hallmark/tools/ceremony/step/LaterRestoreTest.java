package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disaster: the token is lost, and years later the custodians come with their shares. */
class LaterRestoreTest {
  private static final String BACKUP =
      """
      ceremony: The first
      token: { module: %s, label: first }
      steps:
        - { step: init-token }
        - { step: split-backup-key, key: backup, threshold: 2, shares: 3, file: backup.shares }
        - { step: generate-key, key: root, type: ec-p256, backup: true }
        - { step: back-up-key, key: root, backupKey: backup, file: root.backup }
      """;

  private static final String RESTORE =
      """
      ceremony: The second
      token: { module: %s, label: new }
      inputs:
        - { file: backup.shares, sha256: "SHARES" }
        - { file: root.backup, sha256: "BACKUP" }
      evidenceKey: root
      steps:
        - { step: init-token }
        - step: restore-key
          commitments: backup.shares
          keys: [{ key: root, file: root.backup }]
        - { step: test-sign, key: root }
        - { step: inventory, file: keys.json }
      """;

  @TempDir Path directory;
  private CeremonyFolder first;
  private ScriptedTerminal custodians;
  private Plan later;

  @BeforeEach
  void backUp() throws Exception {
    first = new CeremonyFolder(directory.resolve("first"));
    custodians = new ScriptedTerminal();
    rehearse(plan("first.yaml", BACKUP), first, custodians);
    String text =
        RESTORE.replace("SHARES", input("backup.shares")).replace("BACKUP", input("root.backup"));
    later = plan("later.yaml", text);
  }

  @Test
  void restore_sharesOfAnEarlierCeremony_givesItsKey() throws Exception {
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("second"));
    ScriptedTerminal terminal = new ScriptedTerminal();
    terminal.shares.putAll(custodians.shares);
    rehearse(later, folder, terminal);
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(fact(folder, "public-key-sha256-of-root", 2))
        .isEqualTo(fact(first, "public-key-sha256", 3));
    assertThat(Files.readString(folder.outputs().resolve("REHEARSAL-keys.json")))
        .contains("\"root\"")
        .doesNotContain("aes");
  }

  @Test
  void restore_shareOfAnotherSplitting_isNamedByItsCommitment() throws Exception {
    ScriptedTerminal strangers = new ScriptedTerminal();
    rehearse(plan("other.yaml", BACKUP), new CeremonyFolder(directory.resolve("other")), strangers);
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("third"));
    ScriptedTerminal terminal = new ScriptedTerminal();
    terminal.shares.putAll(custodians.shares);
    terminal.shares.put(3, strangers.shares.get(3));
    assertThatThrownBy(() -> rehearse(later, folder, terminal))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("a share was typed wrong too often");
    String commitments = Files.readString(first.outputs().resolve("REHEARSAL-backup.shares"));
    String third = commitments.replaceAll(".*\"commitment-03\":\"[0-9a-f]+:([0-9a-f]{8}).*", "$1");
    assertThat(terminal.lines)
        .anyMatch(
            line ->
                line.endsWith(
                    "share 3 (commitment begins %s) is wrong or of another set"
                        .formatted(third.strip())));
    assertThat(terminal.lines).noneMatch(line -> line.contains(strangers.shares.get(3).get(0)));

    ScriptedTerminal right = new ScriptedTerminal();
    right.shares.putAll(custodians.shares);
    Ceremony.resume(folder, right, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
  }

  private String input(String name) throws IOException {
    byte[] content = Files.readAllBytes(first.outputs().resolve("REHEARSAL-" + name));
    Files.write(directory.resolve(name), content);
    return SpokenHash.of(content).hex();
  }

  private static String fact(CeremonyFolder folder, String name, int step) throws IOException {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .filter(entry -> entry.kind() == EntryKind.STEP_DONE && entry.step() == step)
        .map(Entry::data)
        .map(data -> data.get(name))
        .findFirst()
        .orElseThrow();
  }

  private static void rehearse(Plan plan, CeremonyFolder folder, ScriptedTerminal terminal)
      throws Exception {
    Ceremony.run(plan, folder, true, GivenApprovals.none(), terminal, CeremonyRuns.offline());
  }

  private Plan plan(String name, String text) throws Exception {
    Path file = directory.resolve(name);
    Files.writeString(file, text.replace("%s", SoftHsm.module().toString()));
    return Plan.read(file);
  }
}
