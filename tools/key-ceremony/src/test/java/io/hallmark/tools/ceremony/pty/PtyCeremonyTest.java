package io.hallmark.tools.ceremony.pty;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ceremonies as people have them: the real program, at a terminal, with slips and power cuts. */
@Execution(ExecutionMode.CONCURRENT)
class PtyCeremonyTest {
  /** One of each kind of step. */
  static final String EACH =
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
        - { step: test-sign, key: root }
        - { step: set-pins }
        - { step: destroy-key, key: other }
        - { step: inventory, file: keys.json }
      """;

  private static final int STEPS = 15;
  private static final int KINDS = 13;
  private static final int SPLIT = 3;
  private static final int GENERATE = 4;
  private static final int SET_PINS = 13;

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
  void run_everyAnswerOfEveryStepWrongOnce_asksAgainAndEndsWhole() throws Exception {
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
      // The plan's own words before the first step, and those of every step.
      assertThat(program.screen().split("that is not \"", -1)).hasSize(1 + STEPS + 1);
      assertThat(program.screen().split("initials are 2 to 4 capital letters", -1))
          .hasSize(STEPS + 1);
      assertThat(program.screen().split("the two were not alike; type both again", -1))
          .as("both tokens' initialisation and set-pins")
          .hasSize(3 + 1);
      assertThat(program.screen())
          .contains("row 1: word 1 of the row is not in the list of BIP-39; type that row again")
          .contains("there is no such share, or it is here already")
          .contains("PIN tries left", "the ceremony is over")
          .doesNotContain(Typist.PIN, Typist.NEW_PIN);
      // What custodians saw was erased, with what can be scrolled back to.
      assertThat(program.screen().split("\u001b\\[H\u001b\\[2J\u001b\\[3J", -1)).hasSize(3);
    }
    assertThat(HeapProbe.finds(heap, HeapProbe.CONTROL)).as("a text that is kept").isTrue();
    assertThat(HeapProbe.finds(heap, Typist.PIN)).as("the PIN in the heap").isFalse();
    assertThat(HeapProbe.finds(heap, Typist.NEW_PIN)).as("the new PIN in the heap").isFalse();
    assertWhole(typist);
  }

  @Test
  void resume_killedInEveryStep_doesEachOnce() throws Exception {
    Typist typist = new Typist(false);
    for (int step = 1; step <= STEPS; step++) {
      killWhen(typist, begun(step));
      if (step == SPLIT) {
        killWhen(typist, "share 1 was read back");
      }
      if (step == GENERATE) {
        wrongPinIsTriedOnce(typist);
      }
      if (step == SET_PINS) {
        killWhen(typist, "again, new PIN of the user");
        killWhen(typist, "PIN of the security officer of \"one\" as it is now");
        killWhen(typist, "again, new PIN of the security officer");
      }
    }
    finish(typist);
    assertThat(kinds(EntryKind.RESUMED)).hasSize(STEPS + 5);
    assertThat(kinds(EntryKind.NOTED).stream().filter(this::isPinSet))
        .as("each PIN set once")
        .hasSize(2);
  }

  @Test
  void resume_interruptedInAStepOfEveryKind_doesEachOnce() throws Exception {
    Typist typist = new Typist(false);
    Set<String> kinds = new HashSet<>();
    for (int step = 1; step <= STEPS; step++) {
      if (kinds.add(Plan.read(plan).steps().get(step - 1).kind())) {
        try (PtyProgram program = next(typist)) {
          program.type(typist, begun(step));
          assertThat(program.interrupt()).as("step %d", step).isNotZero();
        }
      }
    }
    assertThat(kinds).as("kinds of steps that there are").hasSize(KINDS);
    finish(typist);
  }

  @Test
  void run_fips_usesTheApprovedModuleAloneAndSaysSo() throws Exception {
    Typist typist = new Typist(false);
    try (PtyProgram program = start("--fips")) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
    }
    assertThat(TranscriptChain.read(folder.transcript()).entries().get(0).data().get("fips"))
        .contains("BouncyCastle", "approved-only");
    assertWhole(typist);
    Path made = folder.outputs();
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "verify",
                "-x509_strict",
                "-attime",
                "1800000000",
                "-CAfile",
                made.resolve("REHEARSAL-root.pem").toString(),
                made.resolve("REHEARSAL-other.pem").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .endsWith(": OK\n");
  }

  private void killWhen(Typist typist, String shown) throws Exception {
    try (PtyProgram program = next(typist)) {
      program.type(typist, () -> program.shows(shown));
      program.kill();
    }
  }

  private void killWhen(Typist typist, BooleanSupplier moment) throws Exception {
    try (PtyProgram program = next(typist)) {
      program.type(typist, moment);
      program.kill();
    }
  }

  private void wrongPinIsTriedOnce(Typist typist) throws Exception {
    try (PtyProgram program = next(typist)) {
      typist.knows("999999", "999999");
      program.type(typist, () -> false);
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.screen()).contains("it was tried once").doesNotContain("999999");
    }
  }

  private void finish(Typist typist) throws Exception {
    try (PtyProgram program = next(typist)) {
      program.type(typist, () -> false);
      assertThat(program.exitCode()).as("exit after %s", program.screen()).isZero();
    }
    assertWhole(typist);
  }

  /** The ceremony from its beginning, or from where it came to. */
  private PtyProgram next(Typist typist) throws IOException {
    if (!Files.exists(folder.transcript())) {
      return start();
    }
    typist.knows(pin("user-pin"), pin("officer-pin"));
    return new PtyProgram(directory, "resume", folder.path().toString());
  }

  private String pin(String which) throws IOException {
    return kinds(EntryKind.NOTED).stream()
            .anyMatch(entry -> "set anew".equals(entry.data().get(which)))
        ? Typist.NEW_PIN
        : Typist.PIN;
  }

  private boolean isPinSet(Entry entry) {
    return entry.data().containsValue("set anew");
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

  private BooleanSupplier begun(int step) {
    return () -> {
      try {
        return Files.exists(folder.transcript())
            && kinds(EntryKind.STEP_BEGUN).stream().anyMatch(entry -> entry.step() == step);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
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
        .containsExactlyElementsOf(IntStream.rangeClosed(1, STEPS).boxed().toList());
    String record = Files.readString(folder.record()).replaceAll("\\s+", " ");
    String transcript = Files.readString(folder.transcript());
    for (String row : typist.secrets()) {
      assertThat(record).doesNotContain(row);
      assertThat(transcript).doesNotContain(row);
    }
    assertThat(typist.secrets()).hasSize(8);
    assertThat(transcript).doesNotContain(Typist.PIN, Typist.NEW_PIN);
  }
}
