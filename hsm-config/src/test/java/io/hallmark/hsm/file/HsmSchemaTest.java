package io.hallmark.hsm.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.schema.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The published schema and the parser say the same of every file, a few rules apart. */
class HsmSchemaTest {
  private static final PublishedSchema SCHEMA =
      PublishedSchema.of(HsmSchemaTest.class, "/io/hallmark/hsm/cli/hsm");
  private static final Path CORPUS = Path.of("src/test/resources/hsm-files");

  @Example
  void goodFiles_fitBoth() throws Exception {
    for (Path file : files("good")) {
      assertThat(SCHEMA.complaint(Files.readString(file))).as("schema on " + file).isEmpty();
      assertThat(complaintOfParser(Files.readString(file))).as("parser on " + file).isEmpty();
    }
  }

  @Example
  void badFiles_fitNeither() throws Exception {
    for (Path file : files("bad")) {
      assertThat(SCHEMA.complaint(Files.readString(file))).as("schema on " + file).isNotEmpty();
      assertThat(complaintOfParser(Files.readString(file))).as("parser on " + file).isNotEmpty();
    }
  }

  /** What no schema can say: rules between tokens, notations of YAML, the YAML itself. */
  @Example
  void filesBeyondTheSchema_doNotFitTheParser() throws Exception {
    for (Path file : files("beyond-schema")) {
      assertThat(complaintOfParser(Files.readString(file))).as("parser on " + file).isNotEmpty();
    }
  }

  @Property(tries = 400)
  void variations_ofEveryKey_fitBothOrNeither(@ForAll("tokens") String yaml) throws Exception {
    Optional<String> schema = SCHEMA.complaint(yaml);
    Optional<String> parser = complaintOfParser(yaml);
    assertThat(parser.isPresent())
        .as("schema says %s, parser says %s, of%n%s", schema, parser, yaml)
        .isEqualTo(schema.isPresent());
  }

  /** A token of mostly fitting values, with now and then a bad one, a missing or unknown key. */
  @Provide
  Arbitrary<String> tokens() {
    List<Arbitrary<String>> lines =
        List.of(
            key(
                "name",
                0.97,
                List.of("main", "a", "\"0\"", "x-1"),
                List.of("Main", "1", "~", "[]")),
            module(),
            selector(),
            pin(),
            key("lanes", 0.5, List.of("1", "64"), List.of("0", "65", "\"4\"", "1.5", "-1", "many")),
            key("engine", 0.5, List.of("cryptoki", "sunpkcs11"), List.of("CRYPTOKI", "1", "\"\"")),
            key("serialise", 0.5, List.of("true", "false"), List.of("maybe", "1", "\"true\"")),
            duration(),
            key("verify", 0.5, List.of("0", "1", "0.25"), List.of("2", "-0.1", "\"1\"", "all")),
            key("unwrappedKeys", 0.3, List.of("1", "65536"), List.of("0", "65537", "\"9\"")),
            key("freshCopies", 0.3, List.of("0", "8"), List.of("-1", "9", "\"3\"", "few")),
            environment(),
            key("nmae", 0.03, List.of("a"), List.of("b")));
    return Combinators.combine(lines)
        .as(
            all -> {
              List<String> there = all.stream().filter(line -> !line.isEmpty()).toList();
              return there.isEmpty()
                  ? "tokens: [{}]\n"
                  : "tokens:\n  - " + String.join("\n    ", there) + "\n";
            });
  }

  private static Arbitrary<String> module() {
    return key(
        "module",
        0.97,
        List.of("/usr/lib/m.so", "m.so", "\"1\""),
        List.of("1", "{}", "\"\"", "true"));
  }

  private static Arbitrary<String> selector() {
    return key(
        "token",
        0.97,
        List.of(
            "{label: a b}",
            "{serial: \"01\"}",
            "{uri: \"pkcs11:token=a%20b;serial=1\"}",
            "{uri: \"pkcs11:model=\"}"),
        List.of(
            "{}",
            "{label: 1}",
            "{slot: 0}",
            "{label: a, serial: b}",
            "{uri: \"pkcs11:token=a;token=b\"}",
            "{uri: \"pkcs11:token=a;model=b;token=b\"}",
            "{uri: \"pkcs11:slot-id=1\"}",
            "{uri: \"pkcs11:token=%2\"}",
            "{uri: \"pkcs11:token=a?pin-value=1\"}",
            "{uri: \"token=a\"}",
            "alice"));
  }

  private static Arbitrary<String> pin() {
    return key(
        "pin",
        0.97,
        List.of(
            "{file: p}",
            "{credential: pin.1}",
            "{command: [vault, 1, true]}",
            "{prompt: \"PIN of alice?\"}",
            "{env: PIN}"),
        List.of(
            "1234",
            "{value: \"1\"}",
            "{file: p, env: q}",
            "{command: []}",
            "{command: [\"\"]}",
            "{command: vault}",
            "{command: [[a]]}",
            "{credential: ../x}",
            "{prompt: \" \"}",
            "{prompt: \"a\\nb\"}",
            "{env: \"\"}"));
  }

  private static Arbitrary<String> environment() {
    return key(
        "environment",
        0.5,
        List.of("{}", "{A: b, C: 1}", "{A: true}"),
        List.of("[]", "{A: ~}", "{A: {}}", "{A: \"\"}", "a"));
  }

  private static Arbitrary<String> key(
      String name, double there, List<String> good, List<String> bad) {
    Arbitrary<String> value =
        Arbitraries.frequencyOf(
            Tuple.of(19, Arbitraries.of(good)), Tuple.of(1, Arbitraries.of(bad)));
    int often = (int) Math.round(there * 100);
    return Arbitraries.frequencyOf(
        Tuple.of(often, value.map(text -> name + ": " + text)),
        Tuple.of(100 - often, Arbitraries.just("")));
  }

  /** Numbers around the bounds in every unit, which the schema holds by a pattern. */
  private static Arbitrary<String> duration() {
    Arbitrary<Long> numbers =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.longs().between(0, 400)),
            Tuple.of(1, Arbitraries.longs().between(299_900, 300_100)),
            Tuple.of(1, Arbitraries.longs().between(0, 1_000_000_000)));
    return Combinators.combine(
            numbers, Arbitraries.of("", "0", "00"), Arbitraries.of("ms", "s", "m", "h", ""))
        .as((number, zeros, unit) -> "signTimeout: " + zeros + number + unit);
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      List<Path> sorted = new ArrayList<>(files.sorted().toList());
      assertThat(sorted).isNotEmpty();
      return sorted;
    }
  }

  private static Optional<String> complaintOfParser(String yaml) throws IOException {
    Path file = Files.createTempFile("hsm", ".yaml");
    try {
      Files.writeString(file, yaml);
      HsmFile.read(file);
      return Optional.empty();
    } catch (HsmFileException e) {
      return Optional.of(e.getMessage());
    } finally {
      Files.delete(file);
    }
  }
}
