package io.hallmark.messaging.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  record Lane(String name, int depth, Duration patience) {}

  record Settings(List<Lane> lanes, Duration parkAfter) {
    Settings {
      lanes = lanes == null ? List.of() : List.copyOf(lanes);
      parkAfter = parkAfter == null ? Duration.ofSeconds(30) : parkAfter;
      if (lanes.size() > 2) {
        throw new IllegalArgumentException("lanes must be at most 2, got " + lanes.size());
      }
    }
  }

  @TempDir Path folder;

  @Test
  void read_fittingFile_isTheValue() throws IOException {
    Path file = write("lanes:\n  - {name: a, depth: 3, patience: 250ms}\nparkAfter: 5m\n");
    assertThat(YamlFile.read(file, Settings.class))
        .isEqualTo(
            new Settings(List.of(new Lane("a", 3, Duration.ofMillis(250))), Duration.ofMinutes(5)));
  }

  @Test
  void read_emptyFile_isTheValueOfNoKeys() throws IOException {
    assertThat(YamlFile.read(write("# nothing yet\n\n"), Settings.class))
        .isEqualTo(new Settings(List.of(), Duration.ofSeconds(30)));
  }

  @Test
  void read_unknownKey_namesFileLineColumnAndKey() throws IOException {
    Path file = write("parkAfter: 5s\nlanes:\n  - {name: a}\n  - {name: b, deepness: 3}\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file + ":4:15: lanes[1].deepness is not a known key")
        .hasMessageContaining("depth, name, patience");
  }

  @Test
  void read_keyGivenTwice_isRefused() throws IOException {
    Path file = write("parkAfter: 5s\nparkAfter: 6s\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("parkAfter");
  }

  @Test
  void read_valueThatDoesNotFit_namesKeyAndExpectation() throws IOException {
    Path file = write("parkAfter: soon\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("parkAfter")
        .hasMessageContaining("soon")
        .hasMessageContaining("10s");
  }

  @Test
  void read_valueOutOfBounds_saysWhatTheRecordSays() throws IOException {
    Path file = write("lanes: [{name: a}, {name: b}, {name: c}]\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(":1:8: lanes is 3, expected at most 2");
  }

  @Test
  void read_brokenYaml_namesTheLine() throws IOException {
    Path file = write("lanes: [\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(":2:");
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatThrownBy(() -> YamlFile.read(folder.resolve("none.yaml"), Settings.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none.yaml: is not there");
  }

  @Test
  void read_lastKeyOfTheFile_hasItsOwnLine() throws IOException {
    Path file = write("parkAfter: 5s\nlanse: 3\n");
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .hasMessage(
            file
                + ":2:1: lanse is not a known key, expected one of lanes, parkAfter;"
                + " did you mean \"lanes\"?");
  }

  @Test
  void read_fiveFaults_areAllReportedInTheOrderOfTheFile() throws IOException {
    Path file =
        write(
            """
            parkAfter: soon
            lanes:
              - {name: a, depth: deep, patience: 5}
              - {name: b, depht: 3}
            more: 1
            """);
    assertThatThrownBy(() -> YamlFile.read(file, Settings.class))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(
                        e.problems().stream()
                            .map(
                                p -> p.where().split(":", -1)[1] + " " + p.what().split(" ", -1)[0])
                            .toList())
                    .containsExactly(
                        "1 parkAfter",
                        "3 lanes[0].depth",
                        "3 lanes[0].patience",
                        "4 lanes[1].depht",
                        "5 more"));
  }

  record Bounded(Inner one, Inner two) {
    record Inner(String name, Integer count) {
      Inner {
        if (count != null && count > 9) {
          throw new IllegalArgumentException(
              "%s.count must be at most 9, got %d".formatted(name, count));
        }
      }
    }
  }

  @Test
  void read_severalRecordsOutOfBounds_areAllReportedAtTheirKeys() throws IOException {
    Path file = write("one: {name: one, count: 10}\ntwo: {name: two, count: 11}\nthree: \"3\"\n");
    assertThatThrownBy(() -> YamlFile.read(file, Bounded.class))
        .hasMessageContaining(":1:25: one.count is 10, expected at most 9")
        .hasMessageContaining(":2:25: two.count is 11, expected at most 9")
        .hasMessageContaining(":3:1: three is not a known key");
  }

  record Wide(Section section, Integer outside) {
    Wide {
      check("outside", outside);
    }

    record Section(Integer a, Integer b, Integer c, Integer d, Integer e, Integer f, Integer most) {
      Section {
        check("section.a", a);
        check("section.b", b);
        check("section.c", c);
        check("section.d", d);
        check("section.e", e);
        check("section.f", f);
        int bound = most == null ? 5 : most;
        if (f != null && f > bound) {
          throw new IllegalArgumentException(
              "section.most must be at least section.f, got " + most);
        }
      }
    }

    static void check(String key, Integer value) {
      if (value != null && value > 9) {
        throw new IllegalArgumentException("%s must be at most 9, got %d".formatted(key, value));
      }
    }
  }

  @Test
  void read_sixFaultsInOneSection_areAllReportedAtOnce() throws IOException {
    Path file =
        write(
            """
            section: {a: 11, b: 12, c: 13, d: 14, e: 15,
              f: 16, g: 1, most: 3}
            outside: 17
            """);
    assertThatThrownBy(() -> YamlFile.read(file, Wide.class))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.where().substring(file.toString().length()) + " " + p.what())
                    .containsExactly(
                        ":1:14 section.a is 11",
                        ":1:21 section.b is 12",
                        ":1:28 section.c is 13",
                        ":1:35 section.d is 14",
                        ":1:42 section.e is 15",
                        ":2:6 section.f is 16",
                        ":2:10 section.g is not a known key",
                        ":3:10 outside is 17"));
  }

  @Test
  void read_boundHeldAgainstAnotherFault_isNotReported() throws IOException {
    Path file = write("section: {f: 16, most: 3}\n");
    assertThatThrownBy(() -> YamlFile.read(file, Wide.class))
        .hasMessage(file + ":1:14: section.f is 16, expected at most 9");
  }

  @Test
  void read_faultOfTheCheckBehindOneOfTheKeys_isReportedToo() throws IOException {
    Path file = write("outside: 9\nothers: 1\n");
    assertThatThrownBy(
            () ->
                YamlFile.read(
                    file,
                    Wide.class,
                    wide -> {
                      throw new IllegalArgumentException(
                          "outside must be at most 8, got " + wide.outside());
                    }))
        .hasMessageContaining(":1:10: outside is 9, expected at most 8")
        .hasMessageContaining(":2:1: others is not a known key");
  }

  @Test
  void read_numberInQuotes_isATextAndNoNumber() throws IOException {
    Path file = write("one: {count: \"1\"}\ntwo: {count: 5000000000}\n");
    assertThatThrownBy(() -> YamlFile.read(file, Bounded.class))
        .hasMessageContaining("one.count is \"1\", expected a whole number, without quotes")
        .hasMessageContaining("two.count is \"5000000000\", expected a number of at most 31 bits");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), yaml);
  }
}
