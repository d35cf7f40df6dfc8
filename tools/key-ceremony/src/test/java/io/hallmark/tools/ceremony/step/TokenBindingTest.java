package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.Slots;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.BlankToken;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenInit;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that has no serial before the ceremony is the planned one nevertheless. */
class TokenBindingTest {
  @TempDir Path directory;
  private Path configuration;
  private CeremonyFolder folder;

  @BeforeEach
  void makeModule() throws Exception {
    configuration = SoftHsm.configure(directory.resolve("hsm"));
    folder = new CeremonyFolder(directory.resolve("ceremony"));
  }

  @Test
  void initToken_planNamesTheBlankTokensSlot_takesThatOneAndRecordsIt() throws Exception {
    long slot = blankSlot();
    Plan plan = plan("blankSlot: " + slot);
    assertThat(PlanSummary.lines(plan))
        .anyMatch(line -> line.contains("made of the blank one in slot " + slot))
        .contains(
            "           its new serial is recorded then; from there on no other token counts");
    run(plan);
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(entry(EntryKind.STEP_BEGUN).data()).containsEntry("blank-slot", "" + slot);
    assertThat(entry(EntryKind.STEP_DONE).data().get("token-serial")).isNotEmpty();
  }

  @Test
  void initToken_noBlankTokenInThePlannedSlot_touchesNone() throws Exception {
    assertThatThrownBy(() -> run(plan("blankSlot: 4711")))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("no uninitialised token in slot 4711");
    assertThat(folder.path()).doesNotExist();
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void resume_anotherTokenOfThatLabel_isNotTaken() throws Exception {
    Plan plan = plan("blankSlot: " + blankSlot());
    ScriptedTerminal wordless =
        new ScriptedTerminal() {
          @Override
          public String ask(String question) {
            confirms = !question.contains("inventory");
            return super.ask(question);
          }
        };
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan, folder, false, GivenApprovals.none(), wordless, CeremonyRuns.offline()))
        .hasMessageContaining("step 2 was not confirmed");
    String serial = entry(EntryKind.STEP_DONE).data().get("token-serial");
    Files.move(directory.resolve("hsm/tokens"), directory.resolve("taken-away"));
    Files.createDirectory(directory.resolve("hsm/tokens"));
    try (Pin pin = Pin.of("1234".toCharArray())) {
      TokenInit.initialise(
          SoftHsm.module(), SoftHsm.environment(configuration), "example", pin, pin);
    }
    assertThatThrownBy(
            () -> Ceremony.resume(folder, new ScriptedTerminal(), CeremonyRuns.offline()))
        .hasMessageContaining("no token labelled \"example\" with serial " + serial);
  }

  private void run(Plan plan) throws Exception {
    CeremonyRuns.run(plan, folder, GivenApprovals.none());
  }

  private Entry entry(EntryKind kind) throws Exception {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .filter(entry -> entry.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private List<TokenInfo> tokens() throws Exception {
    try (CryptokiModule module =
        CryptokiModule.acquire(SoftHsm.module(), SoftHsm.environment(configuration))) {
      return Slots.tokens(module.cryptoki());
    }
  }

  private long blankSlot() throws Exception {
    return tokens().stream().filter(BlankToken.ANY::fits).findFirst().orElseThrow().slotId();
  }

  private Plan plan(String blank) throws Exception {
    Path file = directory.resolve("plan.yaml");
    Files.writeString(
        file,
        """
        ceremony: Binding
        token:
          module: %s
          label: example
          environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
          %s
        steps:
          - { step: init-token }
          - { step: inventory, file: keys.json }
        """
            .formatted(SoftHsm.module(), blank));
    return Plan.read(file);
  }
}
