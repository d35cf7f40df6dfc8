package io.hallmark.hsm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.hsm.pin.CommandPin;
import io.hallmark.hsm.pin.CredentialPin;
import io.hallmark.hsm.pin.EnvironmentPin;
import io.hallmark.hsm.pin.FilePin;
import io.hallmark.hsm.pin.PinSource;
import io.hallmark.hsm.pin.TypedPin;
import io.hallmark.settings.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsmFileTest {
  private static final String MINIMAL =
      """
      tokens:
        - name: main
          module: /usr/lib/module.so
          token: { label: alice }
          pin: { file: pin.txt }
      """;

  @TempDir Path directory;

  private HsmFile read(String text) throws Exception {
    Path file = directory.resolve("hsm.yaml");
    Files.writeString(file, text);
    return HsmFile.read(file);
  }

  private List<Fault> faults(String text) {
    HsmFileException thrown = catchThrowableOfType(HsmFileException.class, () -> read(text));
    assertThat(thrown).isNotNull();
    return thrown.faults();
  }

  @Test
  void read_minimal_hasTheDefaults() throws Exception {
    TokenConfig token = read(MINIMAL).tokens().get(0);
    assertThat(token.name()).isEqualTo("main");
    assertThat(token.token()).isEqualTo(TokenSelector.label("alice"));
    assertThat(token.pin()).isEqualTo(new FilePin(directory.resolve("pin.txt").toAbsolutePath()));
    assertThat(token.lanes()).isEqualTo(OptionalInt.empty());
    assertThat(token.engine()).isEqualTo(Engine.CRYPTOKI);
    assertThat(token.signTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(token.verify()).isEqualTo(0.01);
    assertThat(token.unwrappedKeys()).isEqualTo(256);
    assertThat(token.freshCopies()).isEqualTo(3);
  }

  @Test
  void read_everyKey_isTaken() throws Exception {
    Files.writeString(directory.resolve("softhsm2.conf"), "");
    TokenConfig token =
        read("""
            tokens:
              - name: other
                module: lib/module.so
                token: { uri: "pkcs11:token=my%20token;serial=0123" }
                pin: { env: HSM_PIN }
                lanes: 4
                engine: sunpkcs11
                serialise: true
                signTimeout: 500ms
                verify: 1
                unwrappedKeys: 100
                freshCopies: 0
                environment: { SOFTHSM2_CONF: softhsm2.conf, PLAIN: value }
            """)
            .tokens()
            .get(0);
    assertThat(token.module()).isEqualTo(directory.resolve("lib/module.so").toAbsolutePath());
    assertThat(token.token().toString()).isEqualTo("label \"my token\", serial \"0123\"");
    assertThat(token.pin()).isEqualTo(new EnvironmentPin("HSM_PIN"));
    assertThat(token.lanes()).hasValue(4);
    assertThat(token.engine()).isEqualTo(Engine.SUNPKCS11);
    assertThat(token.serialise()).isTrue();
    assertThat(token.unwrappedKeys()).isEqualTo(100);
    assertThat(token.freshCopies()).isZero();
    assertThat(token.signTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(token.environment())
        .isEqualTo(
            Map.of(
                "SOFTHSM2_CONF",
                directory.resolve("softhsm2.conf").toAbsolutePath().toString(),
                "PLAIN",
                "value"));
  }

  @Test
  void read_unknownKey_isAFaultWithItsPlace() {
    List<Fault> faults = faults(MINIMAL + "    lane: 4\n");
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).key()).isEqualTo("tokens[0].lane");
    assertThat(faults.get(0).line()).isEqualTo(6);
    assertThat(faults.get(0).column()).isEqualTo(5);
    assertThat(faults.get(0).expected()).contains("lanes");
  }

  @Test
  void read_manyFaults_areReportedAtOnce() {
    List<Fault> faults =
        faults(
            """
            tokens:
              - name: NOT OK
                token: { slot: 0 }
                pin: { file: pin.txt, env: PIN }
                lanes: 0
                engine: magic
                serialise: perhaps
                signTimeout: 1h
                verify: 2
                unwrappedKeys: 0
                freshCopies: 9
                surprise: true
            more: 1
            """);
    assertThat(faults.stream().map(Fault::key).toList())
        .contains(
            "more",
            "tokens[0].name",
            "tokens[0].module",
            "tokens[0].token.slot",
            "tokens[0].pin",
            "tokens[0].lanes",
            "tokens[0].engine",
            "tokens[0].serialise",
            "tokens[0].signTimeout",
            "tokens[0].verify",
            "tokens[0].unwrappedKeys",
            "tokens[0].freshCopies",
            "tokens[0].surprise");
  }

  @Test
  void read_pinInTheFile_isAFaultThatDoesNotShowIt() {
    List<Fault> plain = faults(MINIMAL.replace("{ file: pin.txt }", "987654"));
    List<Fault> value = faults(MINIMAL.replace("{ file: pin.txt }", "{ value: 987654 }"));
    assertThat(plain.toString() + value).doesNotContain("987654").contains("tokens[0].pin");
  }

  @Test
  void read_sameNameTwice_isAFault() {
    String second = MINIMAL.substring(MINIMAL.indexOf("  - name"));
    assertThat(faults(MINIMAL + second).get(0).expected()).isEqualTo("a name used once");
    // Behind other faults of the same token, too.
    assertThat(faults(MINIMAL + second + "    lanes: 0\n"))
        .extracting(Fault::key)
        .containsExactly("tokens[1].name", "tokens[1].lanes");
  }

  @Test
  void read_oneModuleWithTwoEnvironments_isAFault() {
    String second =
        MINIMAL.substring(MINIMAL.indexOf("  - name")).replace("main", "other")
            + "    environment: { A: b }\n";
    assertThat(faults(MINIMAL + second).get(0).key()).isEqualTo("tokens[1].environment");
  }

  @Test
  void read_notYaml_isOneFault() {
    assertThat(faults("tokens: [")).hasSize(1);
  }

  @Test
  void read_emptyFile_isOneFault() {
    assertThat(faults("")).hasSize(1);
  }

  @Test
  void read_keyTwice_isAFault() {
    assertThat(faults(MINIMAL + "    lanes: 1\n    lanes: 2\n")).isNotEmpty();
  }

  @Test
  void read_missingFile_isOneFaultThatNamesIt() {
    HsmFileException thrown =
        catchThrowableOfType(
            HsmFileException.class, () -> HsmFile.read(directory.resolve("none.yaml")));
    assertThat(thrown).hasMessageContaining("none.yaml");
  }

  @Test
  void read_uriWithAPin_isAFaultThatDoesNotTakeIt() {
    String uri = "{ uri: \"pkcs11:token=a?pin-value=987654\" }";
    assertThat(faults(MINIMAL.replace("{ label: alice }", uri)).get(0).key())
        .isEqualTo("tokens[0].token.uri");
  }

  @Test
  void read_everyPinSource_isTaken() throws Exception {
    assertThat(pinOf("{ credential: hsm-pin }")).isEqualTo(new CredentialPin("hsm-pin"));
    assertThat(pinOf("{ command: [vault, read, pin] }"))
        .isEqualTo(new CommandPin(List.of("vault", "read", "pin")));
    assertThat(pinOf("{ prompt: PIN of the root token }"))
        .isEqualTo(new TypedPin("PIN of the root token"));
  }

  private PinSource pinOf(String pin) throws Exception {
    return read(MINIMAL.replace("{ file: pin.txt }", pin)).tokens().get(0).pin();
  }

  @Test
  void read_pinCommandAsALine_isAFaultThatHidesIt() {
    List<Fault> faults = faults(MINIMAL.replace("{ file: pin.txt }", "{ command: echo 1234 }"));
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).toString()).contains("tokens[0].pin.command").doesNotContain("1234");
  }

  @Test
  void read_fiveFaults_areReportedAtOnceWithLineAndColumn() {
    List<Fault> faults =
        faults(
            """
            tokens:
              - name: Main
                modul: /usr/lib/module.so
                token: { serial: 0123 }
                pin: { file: pin.txt }
                lanes: "4"
            """);
    assertThat(faults.stream().map(f -> f.line() + ":" + f.column() + " " + f.key()).toList())
        .containsExactly(
            "2:5 tokens[0].module",
            "2:11 tokens[0].name",
            "3:5 tokens[0].modul",
            "4:22 tokens[0].token.serial",
            "6:12 tokens[0].lanes");
    assertThat(faults.get(2).remedy()).isEqualTo("did you mean \"module\"?");
    assertThat(faults.get(3).remedy()).isEqualTo("put it in quotes");
    assertThat(faults.get(4).remedy()).isEqualTo("write it without quotes");
  }

  @Test
  void read_pinCommandWithoutAProgram_isAFault() {
    assertThat(faults(MINIMAL.replace("{ file: pin.txt }", "{ command: [\"\"] }")).get(0).key())
        .isEqualTo("tokens[0].pin.command");
  }
}
