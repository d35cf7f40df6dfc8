package io.hallmark.crypto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.commandline.Problem;
import io.hallmark.crypto.Refusal;
import io.hallmark.crypto.Refusal.Reason;
import org.junit.jupiter.api.Test;

class RefusalAdviceTest {
  @Test
  void of_refusalWithAnExpectation_saysThatAndNothingOfVersions() {
    assertThat(advice(Reason.MALFORMED, "the wait must be 7d to 3650d here, got 1d"))
        .isEqualTo(
            new Problem(
                "deleting: refused, MALFORMED: the wait is 1d",
                "the crypto worker",
                "7d to 3650d here",
                "correct it"));
  }

  @Test
  void of_refusalWithARemedy_saysThat() {
    Problem advice = advice(Reason.UNKNOWN_KEY, "tenant bank has no wrapping key; make one");

    assertThat(advice.what()).endsWith("tenant bank has no wrapping key");
    assertThat(advice.remedy()).isEqualTo("make one");
  }

  @Test
  void of_refusalWithNeither_saysWhatIsTrueOfItsKind() {
    Problem advice = advice(Reason.UNKNOWN_KEY, "key bank/one is not in the registry");

    assertThat(advice.expected()).isEqualTo("a key that the registry has");
    assertThat(advice.remedy()).contains("keys list");
  }

  private static Problem advice(Reason reason, String detail) {
    return RefusalAdvice.of("deleting", new Refusal(reason, detail));
  }
}
