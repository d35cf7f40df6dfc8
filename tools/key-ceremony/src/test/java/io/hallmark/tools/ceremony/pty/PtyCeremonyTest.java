package io.hallmark.tools.ceremony.pty;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ceremonies as people have them: the real program, at a terminal, with slips and power cuts. */
@Execution(ExecutionMode.CONCURRENT)
class PtyCeremonyTest {
  /** One of each kind of step. */
  private static final String EACH =
      """
      ceremony: One of each
      witnesses: 2
      pinParts: 2
      token: { module: /unused, label: one }
      secondToken: { module: /unused, label: spare }
      steps:
        - { step: init-token }
        - { step: init-token, token: second }
        - { step: split-backup-key, key: backup, threshold: 2, shares: 2, file: backup.shares }
        - { step: generate-key, key: root, type: ec-p256, backup: true }
        - step: issue-certificate
          profile: root
          key: root
          subject: CN=Example Root,O=Example,C=CH
          notBefore: 2026-12-01
          notAfter: 2046-12-01
          pathLength: 1
          file: root.pem
        - { step: generate-key, key: other, type: ec-p256 }
        - { step: export-csr, key: other, subject: "CN=Other,O=Example,C=CH", file: other.csr }
        - step: sign-csr
          profile: intermediate
          csr: other.csr
          subject: CN=Other,O=Example,C=CH
          notBefore: 2026-12-01
          notAfter: 2036-12-01
          issuerKey: root
          issuerCertificate: root.pem
          file: other.pem
        - { step: export-public, key: root, file: root.pub.pem }
        - { step: back-up-key, key: root, backupKey: backup, file: root.backup }
        - step: restore-key
          token: second
          commitments: backup.shares
          keys: [{ key: root, file: root.backup }]
        - { step: set-pins, pins: user }
        - { step: test-sign, key: root }
        - { step: destroy-key, key: other }
        - { step: inventory, file: keys.json }
      """;

  private static final int STEPS = 15;

  @TempDir Path directory;
  private Path plan;
  private CeremonyFolder folder;

  @BeforeEach
  void writePlan() throws IOException {
    plan = directory.resolve("plan.yaml");
    Files.writeString(plan, EACH);
    folder = new CeremonyFolder(directory.resolve("ceremony"));
  }

  @Test
  void run_everyAnswerWrongOnce_asksAgainAndEndsWhole() throws Exception {
    Typist typist = new Typist(true);
    Path heap = directory.resolve("heap.hprof");
    List<String> command =
        PtyProgram.command(
            HeapProbe.class.getName(),
            heap.toString(),
            "run",
            plan.toString(),
            "--dir",
            folder.path().toString(),
            "--rehearse");
    try (PtyProgram program = new PtyProgram(directory, command)) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
      assertThat(program.screen())
          .contains("that is not \"", "initials are 2 to 4 capital letters")
          .contains("the two were not alike; type both again")
          .contains("row 1: word 1 of the row is not in the list of BIP-39; type that row again")
          .contains("there is no such share, or it is here already")
          .contains("PIN tries left", "the ceremony is over")
          .doesNotContain(Typist.PIN);
      // What custodians saw was erased, with what can be scrolled back to.
      assertThat(program.screen().split("\u001b\\[H\u001b\\[2J\u001b\\[3J", -1)).hasSize(3);
    }
    assertThat(HeapProbe.finds(heap, HeapProbe.CONTROL)).as("a text that is kept").isTrue();
    assertThat(HeapProbe.finds(heap, Typist.PIN)).as("the PIN in the heap").isFalse();
    assertWhole(typist);
  }

  @Test
  void resume_killedOrInterruptedInEveryStep_doesEachOnce() throws Exception {
    Typist typist = new Typist(false);
    for (int step = 1; step <= STEPS; step++) {
      int number = step;
      try (PtyProgram program = step == 1 ? start() : resume()) {
        program.type(typist, () -> begun(number));
        if (step % 2 == 0) {
          assertThat(program.interrupt()).as("step %d", step).isNotZero();
        } else {
          program.kill();
        }
      }
      if (step == 3) {
        killWhenAShareWasTyped(typist);
      }
    }
    try (PtyProgram program = resume()) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
    }
    assertWhole(typist);
    assertThat(kinds(EntryKind.RESUMED)).hasSizeGreaterThanOrEqualTo(STEPS);
  }

  @Test
  void resume_wrongPin_isTriedOnceAndTheProgramEnds() throws Exception {
    Typist typist = new Typist(false);
    try (PtyProgram program = start()) {
      program.type(typist, () -> begun(4));
      program.kill();
    }
    typist.forgetPin();
    try (PtyProgram program = resume()) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.screen()).contains("it was tried once").doesNotContain("999999");
    }
  }

  @Test
  void run_fips_usesTheApprovedModuleAloneAndSaysSo() throws Exception {
    Typist typist = new Typist(false);
    try (PtyProgram program = start("--fips")) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
    }
    assertThat(TranscriptChain.read(folder.transcript()).entries().get(0).data().get("fips"))
        .contains("BouncyCastle");
    assertWhole(typist);
  }

  private void killWhenAShareWasTyped(Typist typist) throws Exception {
    try (PtyProgram program = resume()) {
      program.type(typist, () -> program.shows("share 1 was read back"));
      program.kill();
    }
  }

  private PtyProgram start(String... more) throws IOException {
    String[] arguments = new String[more.length + 5];
    arguments[0] = "run";
    arguments[1] = plan.toString();
    arguments[2] = "--dir";
    arguments[3] = folder.path().toString();
    arguments[4] = "--rehearse";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return new PtyProgram(directory, arguments);
  }

  private PtyProgram resume() throws IOException {
    return new PtyProgram(directory, "resume", folder.path().toString());
  }

  private boolean begun(int step) {
    try {
      return Files.exists(folder.transcript())
          && TranscriptChain.read(folder.transcript()).entries().stream()
              .anyMatch(entry -> entry.kind() == EntryKind.STEP_BEGUN && entry.step() == step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Entry> kinds(EntryKind kind) throws IOException {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .filter(entry -> entry.kind() == kind)
        .toList();
  }

  private void assertWhole(Typist typist) throws IOException {
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(kinds(EntryKind.STEP_DONE))
        .extracting(Entry::step)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.rangeClosed(1, STEPS).boxed().toList());
    String record = Files.readString(folder.record()).replaceAll("\\s+", " ");
    String transcript = Files.readString(folder.transcript());
    for (String row : typist.secrets()) {
      assertThat(record).doesNotContain(row);
      assertThat(transcript).doesNotContain(row);
    }
    assertThat(typist.secrets()).hasSize(8);
    assertThat(transcript).doesNotContain(Typist.PIN);
  }
}
