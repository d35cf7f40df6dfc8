package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.commandline.Problem;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  private static final String SHA256_OF_NOTHING_HERE = "ab".repeat(32);

  @TempDir Path directory;

  @Test
  void run_tokenOfAnotherModelOrFirmwareOrNotInFipsMode_isRefused() throws Exception {
    CeremonyRuns.run(
        plan("", "init"), new CeremonyFolder(directory.resolve("first")), GivenApprovals.none());
    assertRefused("model: Luna K7", "has model \"SoftHSM v2\", expected \"Luna K7\"");
    assertRefused("firmware: \"9.9\"", "expected \"9.9\"");
    assertRefused("fips: true", "is not in FIPS mode: it offers CKM_RSA_X_509");
    assertRefused("serial: nobody", "no token labelled \"example\" with serial nobody");
  }

  @Test
  void run_moduleOrProgramOfAnotherHash_isRefused() throws Exception {
    assertRefused("moduleSha256: " + SHA256_OF_NOTHING_HERE, "expected " + SHA256_OF_NOTHING_HERE);
    Path file = write("", "toolSha256: " + SHA256_OF_NOTHING_HERE + "\n");
    assertThatThrownBy(() -> run(Plan.read(file), CeremonyRuns.offline()))
        .hasMessageContaining("this program's jars have SHA-256 " + ToolHash.hex());
  }

  @Test
  void run_clockBeforeTheProgramOrTooLittleEntropy_isRefused() throws Exception {
    Clock early = Clock.fixed(Instant.parse("1970-01-01T00:07:00Z"), ZoneOffset.UTC);
    assertThatThrownBy(() -> run(plan("", "no"), machine(early, 256)))
        .hasMessageContaining("the clock says 1970");
    assertThatThrownBy(() -> run(plan("", "no"), machine(Clock.systemUTC(), 12)))
        .hasMessageContaining("the kernel has 12 bits of entropy, expected 128 at least");
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void run_severalThingsInTheWay_saysAllOfThemAtOnce() throws Exception {
    write("model: Luna K7", "sharePrinter: hsm/no-printer\n");
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, Files.readString(file) + "  - { step: inventory, file: keys.json }\n");
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("used"));
    Files.createDirectories(folder.outputs());
    Files.writeString(folder.outputs().resolve("keys.json"), "of somebody");
    Machine full =
        new Machine() {
          @Override
          public Clock clock() {
            return Clock.fixed(Instant.parse("1970-01-01T00:07:00Z"), ZoneOffset.UTC);
          }

          @Override
          public Set<String> interfacesUp() {
            return Set.of("eth7");
          }

          @Override
          public long usableBytes(Path folder) {
            return 1_000;
          }
        };
    ScriptedTerminal terminal = new ScriptedTerminal();
    StoppedException stopped =
        catchThrowableOfType(
            StoppedException.class,
            () ->
                Ceremony.run(
                    Plan.read(file), folder, false, GivenApprovals.none(), terminal, full));
    assertThat(stopped.kind()).isEqualTo(StoppedException.Kind.REFUSED);
    assertThat(stopped.problems().stream().map(Problem::what))
        .satisfiesExactlyInAnyOrder(
            what -> assertThat(what).endsWith("used is not empty: it has outputs"),
            what -> assertThat(what).endsWith("keys.json exists, which step 2 makes"),
            what -> assertThat(what).startsWith("the clock says 1970"),
            what -> assertThat(what).contains("no-printer is no program"),
            what -> assertThat(what).startsWith("network interfaces are up: eth7"),
            what -> assertThat(what).endsWith("has room for 1000 bytes"),
            what -> assertThat(what).startsWith("no token labelled \"example\""));
    assertThat(terminal.lines).noneMatch(line -> line.startsWith("type"));
    assertThat(folder.transcript()).doesNotExist();
  }

  @Test
  void resume_outputsOfLaterStepsExist_saysAllOfThemBeforeAnyStep() throws Exception {
    Path file = write("", "");
    Files.writeString(
        file,
        Files.readString(file)
            + """
              - { step: export-public, key: root, file: root.pem }
              - { step: inventory, file: keys.json }
            """);
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("run"));
    ScriptedTerminal wordless =
        new ScriptedTerminal() {
          @Override
          public String ask(String question) {
            confirms = !question.contains("generate-key");
            return super.ask(question);
          }
        };
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    Plan.read(file),
                    folder,
                    true,
                    GivenApprovals.none(),
                    wordless,
                    CeremonyRuns.offline()))
        .hasMessageContaining("step 1 was not confirmed");
    for (String name : List.of("root.pem", "keys.json")) {
      Files.writeString(folder.outputs().resolve("REHEARSAL-" + name), "of somebody");
    }
    ScriptedTerminal terminal = new ScriptedTerminal();
    StoppedException stopped =
        catchThrowableOfType(
            StoppedException.class,
            () -> Ceremony.resume(folder, terminal, CeremonyRuns.offline()));
    assertThat(stopped.problems())
        .extracting(Problem::what)
        .satisfiesExactly(
            what -> assertThat(what).endsWith("REHEARSAL-root.pem exists, which step 2 makes"),
            what -> assertThat(what).endsWith("REHEARSAL-keys.json exists, which step 3 makes"));
    assertThat(terminal.lines).isEmpty();
  }

  private void assertRefused(String demand, String reason) throws Exception {
    Plan plan = plan(demand, "no");
    assertThatThrownBy(() -> run(plan, CeremonyRuns.offline()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining(reason);
  }

  private void run(Plan plan, Machine machine) throws Exception {
    Path folder = Files.createTempDirectory(directory, "run-");
    Ceremony.run(
        plan,
        new CeremonyFolder(folder),
        false,
        GivenApprovals.none(),
        new ScriptedTerminal(),
        machine);
  }

  private Plan plan(String demand, String init) throws Exception {
    String text = Files.readString(write(demand, ""));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(
        file,
        init.equals("init") ? text.replace("steps:\n", "steps:\n  - step: init-token\n") : text);
    return Plan.read(file);
  }

  private Path write(String demand, String top) throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(
        file,
        """
        ceremony: Preflight
        %stoken:
          module: %s
          label: example
          environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
        %s
        steps:
          - { step: generate-key, key: root, type: ec-p256 }
        """
            .formatted(top, SoftHsm.module(), demand.isEmpty() ? "" : "  " + demand));
    return file;
  }

  private static Machine machine(Clock clock, int entropy) {
    return new Machine() {
      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public OptionalInt entropyBits() {
        return OptionalInt.of(entropy);
      }

      @Override
      public Set<String> interfacesUp() {
        return Set.of();
      }
    };
  }
}
