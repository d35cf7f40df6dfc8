package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
