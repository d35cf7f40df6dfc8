package io.hallmark.hsm.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.inspect.Requirement.Result;
import io.hallmark.hsm.pin.EnvironmentPin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is made of a token's answers. */
class ProbesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[2048];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static SlotReport slot(OptionalLong sessionsMax, Optional<Instant> clock) {
    OptionalLong none = OptionalLong.empty();
    return new SlotReport(0, "", Optional.empty(), none, sessionsMax, none, none, clock);
  }

  private static TokenConfig config() {
    return TokenConfig.of(
        "main", Path.of("/no/module"), TokenSelector.label("a"), new EnvironmentPin("PIN"));
  }

  @Test
  void longest_runs_areCountedAcrossAllBytes() {
    assertThat(RepetitionCount.longest(new byte[] {1, 1, 2, 2, 2, 1})).isEqualTo(3);
    assertThat(RepetitionCount.longest(new byte[] {7})).isEqualTo(1);
    assertThat(RepetitionCount.longest(new byte[0])).isZero();
  }

  @Test
  void random_soundDraws_areMet() {
    assertThat(RandomProbe.judged(bytes(1), bytes(2)).result()).isEqualTo(Result.MET);
  }

  @Test
  void random_constantEqualOrStuckDraws_areUnmetWithARemedy() {
    byte[] stuck = bytes(2);
    Arrays.fill(stuck, 100, 100 + RepetitionCount.CUTOFF, (byte) 9);
    assertThat(RandomProbe.judged(bytes(1), stuck).found()).contains("SP 800-90B 4.4.1");
    for (Requirement bad :
        new Requirement[] {
          RandomProbe.judged(bytes(1), stuck),
          RandomProbe.judged(bytes(1), bytes(1)),
          RandomProbe.judged(new byte[2048], bytes(1))
        }) {
      assertThat(bad.result()).isEqualTo(Result.UNMET);
      assertThat(bad.remedy()).contains("out of use");
    }
  }

  @Test
  void sessions_fewerThanLanesNeed_areUnmetAndTheRemedyNamesTheNumber() {
    Requirement few =
        SessionProbe.judged(
            config().withLanes(16), slot(OptionalLong.of(4), Optional.empty()), 4, "full");
    assertThat(few.result()).isEqualTo(Result.UNMET);
    assertThat(few.found()).contains("4 open at once", "then full", "a limit of 4");
    assertThat(few.remedy()).contains("17 are needed", "lanes to 3");
  }

  @Test
  void sessions_fewerThanWantedWithoutLanes_areWorthANote() {
    SlotReport slot = slot(OptionalLong.empty(), Optional.empty());
    assertThat(SessionProbe.judged(config(), slot, 4, "full").result()).isEqualTo(Result.ADVICE);
    assertThat(SessionProbe.judged(config(), slot, 17, "").result()).isEqualTo(Result.MET);
  }

  @Test
  void tokenClock_moreThanAMinuteOff_isWorthANote() {
    Optional<Instant> off = Optional.of(NOW.minusSeconds(90));
    Requirement slow = Requirements.tokenClock(slot(OptionalLong.empty(), off), NOW);
    assertThat(slow.result()).isEqualTo(Result.ADVICE);
    assertThat(slow.found()).contains("90 s from the host's");
    Optional<Instant> near = Optional.of(NOW.plusSeconds(20));
    assertThat(Requirements.tokenClock(slot(OptionalLong.empty(), near), NOW).result())
        .isEqualTo(Result.MET);
  }

  @Test
  void hostClock_anyMachine_isShownInUtc() {
    assertThat(HostClock.at(NOW).found()).startsWith("2026-01-01T00:00:00Z");
  }
}
