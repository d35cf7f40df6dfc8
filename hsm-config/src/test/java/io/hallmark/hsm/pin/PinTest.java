package io.hallmark.hsm.pin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void file_othersMayWriteIt_isRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("pin"), "1234");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(() -> new FilePin(file).read())
        .isInstanceOf(PinUnavailableException.class)
        .hasMessageContaining("rw-rw-r--")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void file_tooLong_isRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("pin"), "1".repeat(2000));
    assertThatThrownBy(() -> new FilePin(file).read()).hasMessageContaining("longer than");
  }

  @Test
  void credential_inItsFolder_isRead() throws Exception {
    Files.writeString(directory.resolve("hsm-pin"), "1234\n");
    try (Pin pin = new CredentialPin("hsm-pin").read(Optional.of(directory))) {
      assertThat(pin.copyUtf8()).isEqualTo("1234".getBytes(UTF_8));
    }
  }

  @Test
  void credential_withoutAFolder_saysWhatToAdd() {
    assertThatThrownBy(() -> new CredentialPin("hsm-pin").read(Optional.empty()))
        .hasMessageContaining("LoadCredential=hsm-pin:PATH");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../pin", "a/b", ".hidden"})
  void credential_nameThatLeadsElsewhere_isRefused(String name) {
    assertThatThrownBy(() -> new CredentialPin(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private static CommandPin command(String... arguments) {
    return new CommandPin(List.of(arguments));
  }

  @Test
  void command_itsOutput_isThePin() throws Exception {
    try (Pin pin = command("printf", "%s\\n", "12 34").read()) {
      assertThat(pin.copyUtf8()).isEqualTo("12 34".getBytes(UTF_8));
    }
  }

  @Test
  void command_whatAShellWouldExpand_staysAsItIs() throws Exception {
    try (Pin pin = command("echo", "$HOME;id").read()) {
      assertThat(pin.copyUtf8()).isEqualTo("$HOME;id".getBytes(UTF_8));
    }
  }

  @Test
  void command_fails_saysSoWithoutItsOutputOrArguments() {
    assertThatThrownBy(() -> command("sh", "-c", "echo secret; exit 3").read())
        .isInstanceOf(PinUnavailableException.class)
        .hasMessageContaining("PIN command sh")
        .hasMessageContaining("exit code 3")
        .hasMessageNotContaining("secret");
  }

  @Test
  void command_missing_saysSo() {
    assertThatThrownBy(() -> command("no-such-program-here").read())
        .isInstanceOf(PinUnavailableException.class)
        .hasMessageContaining("no-such-program-here");
  }

  @Test
  void command_printsNothing_isRefused() {
    assertThatThrownBy(() -> command("true").read()).hasMessageContaining("is empty");
  }

  @Test
  void command_printsTooMuch_isRefused() {
    assertThatThrownBy(() -> command("seq", "1", "2000").read())
        .hasMessageContaining("more than 1024 bytes");
  }

  @Test
  void command_hangs_isKilledAtItsLimit() {
    CommandPin slow =
        new CommandPin(List.of("sh", "-c", "sleep 600; echo 1234"), Duration.ofMillis(200));
    assertThatThrownBy(slow::read).hasMessageContaining("did not end within 200 ms");
  }
}
