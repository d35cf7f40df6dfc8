package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.HeldPin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenInfo;
import io.hallmark.hsm.token.TokenOpenException;
import io.hallmark.hsm.token.Tokens;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.TranscriptChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PINs that are set anew, typed wrong, typed in parts. */
class PinStepsTest {
  private static final String PLAN =
      """
      ceremony: PINs
      token:
        module: %s
        label: pins
        environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
      steps:
        - { step: init-token }
        - { step: set-pins }
        - { step: generate-key, key: root, type: ec-p256 }
      """;

  private static final String OFFICER_NOW = "PIN of the security officer of \"pins\" as it is now";

  @TempDir Path directory;

  /** Knows the PINs that the token has by the notes of its ceremony. */
  private static final class Custodian extends ScriptedTerminal {
    static final String OLD = "1234";
    static final String NEW = "98765";
    private String user = OLD;
    private String officer = OLD;

    Custodian knowing(CeremonyFolder folder) throws Exception {
      user = noted(folder, "user-pin") == 1 ? NEW : OLD;
      officer = noted(folder, "officer-pin") == 1 ? NEW : OLD;
      return this;
    }

    Custodian withOfficer(String pin) {
      officer = pin;
      return this;
    }

    @Override
    public String ask(String question) {
      if (question.contains("set-pins")) {
        newPin = NEW;
      }
      return super.ask(question);
    }

    @Override
    public char[] askHidden(String question) {
      pin = question.contains("security officer") ? officer : user;
      return super.askHidden(question);
    }
  }

  @Test
  void setPins_powerFailsAnywhereInIt_eachPinIsSetOnce() throws Exception {
    Custodian whole = new Custodian();
    Plan plan = plan(PLAN);
    Ceremony.run(plan, folder("whole"), true, GivenApprovals.none(), whole, CeremonyRuns.offline());
    int from = indexOf(whole.lines, "step 2 of 3");
    int to = indexOf(whole.lines, "step 2 is done");
    assertThat(to - from).isGreaterThan(8);
    for (int exchanges = from + 1; exchanges <= to; exchanges += 2) {
      CeremonyFolder folder = folder("failing-" + exchanges);
      ScriptedTerminal failing = new Custodian().failingAfter(exchanges);
      try {
        Ceremony.run(plan, folder, true, GivenApprovals.none(), failing, CeremonyRuns.offline());
      } catch (ScriptedTerminal.PowerFailure e) {
        assertThat(folder.transcript()).exists();
      }
      Ceremony.resume(folder, new Custodian().knowing(folder), CeremonyRuns.offline());
      assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
      assertThat(noted(folder, "user-pin")).as("after %d", exchanges).isEqualTo(1);
      assertThat(noted(folder, "officer-pin")).as("after %d", exchanges).isEqualTo(1);
    }
  }

  @Test
  void setPins_wrongOfficerPin_isTriedOnceAndTheCounterIsShownBefore() throws Exception {
    CeremonyFolder folder = folder("wrong");
    Custodian wrong = new Custodian().withOfficer("9999");
    Plan plan = plan(PLAN);
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan, folder, false, GivenApprovals.none(), wrong, CeremonyRuns.offline()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("was not set anew")
        .hasMessageContaining("the one before was tried once");
    assertThat(wrong.lines).filteredOn(line -> line.startsWith(OFFICER_NOW)).hasSize(1);
    int counter = indexOf(wrong.lines, "PIN tries left of the security officer: all");
    assertThat(counter).isLessThan(indexOf(wrong.lines, OFFICER_NOW)).isNotNegative();

    Custodian right = new Custodian().knowing(folder);
    Ceremony.resume(folder, right, CeremonyRuns.offline());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(right.lines)
        .contains(
            "PIN tries left of the security officer: fewer than usual, a wrong PIN was typed"
                + " before")
        .noneMatch(line -> line.startsWith("the interruption came while"));
    assertThat(noted(folder, "user-pin")).isEqualTo(1);
  }

  @Test
  void triesLeft_oneOrNone_isTooFewToTry() {
    assertThat(TriesLeft.ofUser(info(Ck.CKF_USER_PIN_FINAL_TRY)).isTooFew()).isTrue();
    assertThat(TriesLeft.ofUser(info(Ck.CKF_USER_PIN_LOCKED)).isTooFew()).isTrue();
    assertThat(TriesLeft.ofOfficer(info(0x0020_0000L)).isTooFew()).isTrue();
    assertThat(TriesLeft.ofOfficer(info(0x0040_0000L)).isTooFew()).isTrue();
    assertThat(TriesLeft.ofOfficer(info(0x0010_0000L)).isTooFew()).isFalse();
    assertThat(TriesLeft.ofUser(info(0)).toString()).startsWith("all");
  }

  @Test
  void pin_typedByTwoCustodians_isTheirPartsInOrderAndNothingLess() throws Exception {
    ScriptedTerminal two =
        new ScriptedTerminal() {
          @Override
          public char[] askHidden(String question) {
            lines.add(question);
            return (question.contains("part 1 of 2") ? "27182" : "81828").toCharArray();
          }
        };
    Plan plan = plan("pinParts: 2\n" + PLAN.replace("  - { step: set-pins }\n", ""));
    CeremonyFolder folder = folder("parts");
    Ceremony.run(plan, folder, false, GivenApprovals.none(), two, CeremonyRuns.offline());
    assertThat(two.lines)
        .contains("new PIN of the user of \"pins\", part 2 of 2 (not shown):")
        .noneMatch(line -> line.contains("81828"));
    for (String wrong : List.of("27182", "8182827182")) {
      assertThatThrownBy(() -> open(wrong).close())
          .isInstanceOf(TokenOpenException.PinRefused.class);
    }
    open("2718281828").close();
  }

  @Test
  void initToken_blankTokenOfAnotherSerial_isLeftAlone() throws Exception {
    Plan plan = plan(PLAN.replace("label: pins", "label: pins\n  blankSerial: \"0815\""));
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan,
                    folder("blank"),
                    false,
                    GivenApprovals.none(),
                    new Custodian(),
                    CeremonyRuns.offline()))
        .hasMessageContaining("no uninitialised token with serial 0815");
  }

  private Token open(String digits) throws TokenOpenException {
    try (Pin pin = Pin.of(digits.toCharArray())) {
      return Tokens.open(
          TokenConfig.of("pins", SoftHsm.module(), TokenSelector.label("pins"), HeldPin.copyOf(pin))
              .withEnvironment(SoftHsm.environment(directory.resolve("hsm/softhsm2.conf"))));
    }
  }

  private static TokenInfo info(long flags) {
    return new TokenInfo(0, "1", "pins", "maker", "model", "1.0", flags, 0);
  }

  private static int indexOf(List<String> lines, String beginning) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(beginning)) {
        return i;
      }
    }
    return -1;
  }

  private static long noted(CeremonyFolder folder, String pin) throws Exception {
    return TranscriptChain.read(folder.transcript()).entries().stream()
        .filter(entry -> entry.kind() == EntryKind.NOTED)
        .filter(entry -> "set anew".equals(entry.data().get(pin)))
        .count();
  }

  private CeremonyFolder folder(String name) {
    return new CeremonyFolder(directory.resolve(name));
  }

  private Plan plan(String text) throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, text.replace("%s", SoftHsm.module().toString()));
    return Plan.read(file);
  }
}
