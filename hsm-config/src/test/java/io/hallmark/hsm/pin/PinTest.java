package io.hallmark.hsm.pin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinTest {
  @TempDir Path directory;

  @Test
  void toString_always_hides() {
    try (Pin pin = Pin.of("secret".toCharArray())) {
      assertThat(pin).hasToString("Pin[hidden]");
    }
  }

  @Test
  void close_always_wipes() {
    byte[] bytes = "secret".getBytes(UTF_8);
    Pin.takeUtf8(bytes).close();
    assertThat(bytes).containsOnly(0);
  }

  @Test
  void held_closed_isWipedAndSaysSo() throws Exception {
    try (Pin typed = Pin.of("1234".toCharArray())) {
      HeldPin held = HeldPin.copyOf(typed);
      try (Pin read = held.read()) {
        assertThat(read.copyUtf8()).isEqualTo("1234".getBytes(UTF_8));
      }
      assertThat(held).hasToString("HeldPin[hidden]");
      held.close();
      assertThatThrownBy(held::read).isInstanceOf(PinUnavailableException.class);
    }
  }

  @Test
  void of_umlaut_isUtf8() {
    try (Pin pin = Pin.of("ä".toCharArray())) {
      assertThat(pin.copyUtf8()).isEqualTo("ä".getBytes(UTF_8));
    }
  }

  @Test
  void file_lineEnd_isNotPartOfThePin() throws Exception {
    Path file = Files.writeString(directory.resolve("pin"), "1234\r\n");
    try (Pin pin = new FilePin(file).read()) {
      assertThat(pin.copyUtf8()).isEqualTo("1234".getBytes(UTF_8));
    }
  }

  @Test
  void file_missingOrEmpty_saysSo() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty"));
    assertThatThrownBy(() -> new FilePin(empty).read()).hasMessageContaining("is empty");
    assertThatThrownBy(() -> new FilePin(directory.resolve("none")).read())
        .hasMessageContaining("does not exist");
  }

  @Test
  void environment_unset_saysWhichVariable() {
    assertThatThrownBy(() -> new EnvironmentPin("HALLMARK_NO_SUCH_PIN").read())
        .isInstanceOf(PinUnavailableException.class)
        .hasMessageContaining("HALLMARK_NO_SUCH_PIN");
  }
}
