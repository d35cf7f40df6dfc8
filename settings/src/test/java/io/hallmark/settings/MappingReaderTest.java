package io.hallmark.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingReaderTest {
  private final Faults faults = Faults.of(Path.of("a.yaml"));

  private MappingReader reader(String yaml) {
    return new MappingReader((Node.Mapping) SettingsFile.parse(yaml, faults), "", faults);
  }

  private List<String> faults() {
    return faults.sorted().stream().map(Fault::toString).toList();
  }

  @Test
  void finish_mistypedKey_namesPlaceAndTheKeyThatWasMeant() {
    MappingReader in = reader("name: x\nlane: 4\n");
    in.required("name", "a text", text -> text);
    in.optional("lanes", "1 to 64", Integer::valueOf);
    in.finish();
    assertThat(faults())
        .containsExactly(
            "a.yaml:2:1: lane is not a known key, expected one of name, lanes;"
                + " did you mean \"lanes\"?");
  }

  @Test
  void parse_fiveFaults_areAllReportedInTheOrderOfTheFile() {
    MappingReader in =
        reader("a: 1\nlanes: many\na: 2\nlist: [x]\n  \nalias: &anchor y\nother: *anchor\n");
    in.optional("lanes", "1 to 64", Integer::valueOf);
    in.optional("list", "a text", text -> text);
    in.required("name", "a text", text -> text);
    in.node("a");
    in.node("alias");
    in.node("other");
    in.finish();
    assertThat(faults())
        .containsExactly(
            "a.yaml:1:1: name is missing, expected a text",
            "a.yaml:2:8: lanes is \"many\", expected 1 to 64",
            "a.yaml:3:1: a is given twice, expected once",
            "a.yaml:4:7: list is a list, expected a text",
            "a.yaml:7:8: other is an alias, expected the value itself, written out");
  }

  @Test
  void parse_brokenYaml_namesThePlaceAndShowsNothingOfTheFile() {
    SettingsFile.parse("pin: 987654\n  x: 987655: [\n", faults);
    assertThat(faults()).hasSize(1);
    assertThat(faults().get(0)).startsWith("a.yaml:2:").contains("not YAML").doesNotContain("9876");
  }

  @Test
  void parse_twoDocuments_isAFault() {
    SettingsFile.parse("a: 1\n---\nb: 2\n", faults);
    assertThat(faults().get(0)).startsWith("a.yaml:3:").contains("a second document");
  }

  @Test
  void text_fileThatIsNotThere_isAFault() {
    assertThat(SettingsFile.text(Path.of("none.yaml"), "an HSM file", faults)).isEmpty();
    assertThat(faults()).containsExactly("a.yaml: is not there, expected an HSM file");
  }

  @Test
  void text_folderDeviceOrOtherBytes_areFaultsThatSayWhatToDo(@TempDir Path folder)
      throws IOException {
    Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {'a', (byte) 0xff});
    for (Path each : List.of(folder, Path.of("/dev/zero"), bytes)) {
      assertThat(SettingsFile.text(each, "an HSM file", faults)).isEmpty();
    }
    assertThat(faults())
        .containsExactly(
            "a.yaml: is a folder, expected an HSM file; name the file in it",
            "a.yaml: is longer than 1048576 bytes, expected an HSM file",
            "a.yaml: is not UTF-8, expected an HSM file; save it as UTF-8");
  }

  @Test
  void parse_controlCharacter_isAFaultAtItsPlace() {
    SettingsFile.parse("a: 1\nb: x\u0000\n", faults);
    assertThat(faults().get(0)).startsWith("a.yaml:2:").contains("control character 0x00");
  }

  @Test
  void nearest_farWord_isNone() {
    assertThat(Nearest.to("slot", List.of("label", "serial"))).isEmpty();
    assertThat(Nearest.to("Lable", List.of("label", "serial"))).contains("label");
  }
}
