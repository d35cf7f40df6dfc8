package io.hallmark.hsm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.hsm.file.TokenConfig;
import io.hallmark.hsm.file.TokenSelector;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.Pin;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenPinsTest {
  private static final String SO_PIN = "87654321";

  @TempDir static Path directory;
  private static int number;

  private SoftHsmFolder softHsm;
  private String label;
  private TokenPins pins;

  @BeforeEach
  void makeToken() throws Exception {
    softHsm = new SoftHsmFolder(directory);
    label = "token-" + ++number;
    softHsm.init(label);
    pins = new TokenPins(softHsm.module(), softHsm.environment(), TokenSelector.label(label));
  }

  private static Pin pin(String text) {
    return Pin.of(text.toCharArray());
  }

  private void assertOpens(String pin) throws Exception {
    Path file = Files.writeString(directory.resolve(label + ".pin"), pin);
    TokenConfig config =
        TokenConfig.of("main", softHsm.module(), TokenSelector.label(label), new FilePin(file))
            .withEnvironment(softHsm.environment());
    try (Token token = Tokens.open(config)) {
      assertThat(token.state().usable()).isTrue();
    }
  }

  @Test
  void changeUserPin_rightOldOne_opensWithTheNewOne() throws Exception {
    try (Pin old = pin(SoftHsmFolder.PIN);
        Pin next = pin("555555")) {
      pins.changeUserPin(old, next);
    }
    assertOpens("555555");
  }

  @Test
  void changeUserPin_wrongOldOne_isTriedOnceAndChangesNothing() throws Exception {
    try (Pin old = pin("9999");
        Pin next = pin("555555")) {
      TokenOpenException.PinRefused refused =
          catchThrowableOfType(
              TokenOpenException.PinRefused.class, () -> pins.changeUserPin(old, next));
      assertThat(refused.reason()).isEqualTo(TokenOpenException.PinRefused.Reason.INCORRECT);
      assertThat(refused).hasMessageNotContaining("9999").hasMessageNotContaining("555555");
    }
    assertOpens(SoftHsmFolder.PIN);
  }

  @Test
  void resetUserPin_bySecurityOfficer_opensWithTheNewOne() throws Exception {
    try (Pin so = pin(SO_PIN);
        Pin next = pin("777777")) {
      pins.resetUserPin(so, next);
    }
    assertOpens("777777");
  }

  @Test
  void changeSoPin_oldOne_isNotTakenAnyMore() throws Exception {
    try (Pin old = pin(SO_PIN);
        Pin next = pin("123456789")) {
      pins.changeSoPin(old, next);
      assertThatThrownBy(() -> pins.resetUserPin(old, next))
          .isInstanceOf(TokenOpenException.PinRefused.class);
      pins.resetUserPin(next, old);
    }
    assertOpens(SO_PIN);
  }
}
