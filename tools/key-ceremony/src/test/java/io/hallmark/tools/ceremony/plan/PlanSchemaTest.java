package io.hallmark.tools.ceremony.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.tools.schema.PublishedSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The published schema and the parser say the same of every plan, but for what goes together. */
class PlanSchemaTest {
  private static final PublishedSchema SCHEMA =
      PublishedSchema.of(PlanSchemaTest.class, "/io/hallmark/tools/ceremony/ceremony");
  private static final Path PUBLISHED = Path.of("../../docs/schemas/ceremony.schema.json");

  /** A key of Ed25519. */
  private static final String KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

  @Example
  void schema_published_isTheOneThatTheProgramPrints() throws Exception {
    try (InputStream in =
        PlanSchemaTest.class.getResourceAsStream(
            "/io/hallmark/tools/ceremony/ceremony.schema.json")) {
      assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(PUBLISHED));
    }
  }

  @Example
  void plansOfTheDocuments_fitBoth() throws Exception {
    for (String name : List.of("root-and-issuing.yaml", "rehearsal/plan.yaml")) {
      String plan = Files.readString(Path.of("../../docs/ceremonies").resolve(name));
      assertThat(SCHEMA.complaint(plan)).as(name).isEmpty();
      assertThat(complaintOfParser(plan)).as(name).isEmpty();
    }
  }

  @Property(tries = 300)
  void variations_ofThePlanAroundItsSteps_fitBothOrNeither(@ForAll("heads") String plan)
      throws Exception {
    assertSame(plan + "steps:\n  - { step: inventory, file: keys.json }\n");
  }

  /** One step of each kind, after those that make what it needs. */
  @Property(tries = 500)
  void variations_ofEveryStep_fitBothOrNeither(@ForAll("steps") String step) throws Exception {
    assertSame(
        """
        ceremony: Steps
        token: { module: m.so, label: example }
        secondToken: { module: m.so, label: spare }
        existingKeys: [root]
        steps:
          - { step: split-backup-key, key: backup, threshold: 2, shares: 3, file: backup.shares }
          - { step: generate-key, key: wrapped, type: ec-p256, backup: true }
          - { step: back-up-key, key: wrapped, backupKey: backup, file: wrapped.backup }
          - { step: export-csr, key: root, subject: CN=Root, file: root.csr }
          - step: issue-certificate
            profile: root
            key: root
            subject: CN=Root
            notBefore: 2026-12-01
            notAfter: 2046-12-01
            file: root.pem
        %s"""
            .formatted(step));
  }

  private static void assertSame(String plan) throws IOException {
    Optional<String> schema = SCHEMA.complaint(plan);
    Optional<String> parser = complaintOfParser(plan);
    assertThat(parser.isPresent())
        .as("schema says %s, parser says %s, of%n%s", schema, parser, plan)
        .isEqualTo(schema.isPresent());
  }

  @Provide
  Arbitrary<String> heads() {
    List<String> tokens =
        List.of(
            "{ module: m.so, label: example }",
            "{ module: m.so, label: a b, serial: \"01\", model: X, firmware: \"2.6\", fips: true }",
            "{ module: m.so, label: a, environment: { A: 1, B: \"\", C: true } }");
    List<String> badTokens =
        List.of(
            "{ label: example }",
            "{ module: 1, label: example }",
            "{ module: m.so, label: \"\" }",
            "{ module: m.so, label: \" a\" }",
            "{ module: m.so, label: a, serial: 01 }",
            "{ module: m.so, label: a, firmware: 2.6 }",
            "{ module: m.so, label: a, fips: \"true\" }",
            "{ module: m.so, label: a, moduleSha256: abc }",
            "{ module: m.so, label: a, blankSlot: -1 }",
            "{ module: m.so, label: a, blankSlot: \"3\" }",
            "{ module: m.so, label: a, blankSlot: 4294967296 }",
            "{ module: m.so, label: a, pin: \"1\" }",
            "{ module: m.so, label: a, environment: { A: [] } }",
            "m.so");
    String approver = "approvers: [{ name: alice, key: \"" + KEY + "\" }]";
    return lines(
        List.of(
            key("ceremony", 97, List.of("A", "\"1\"", "Zürich"), List.of("1", "\"\"", "[]")),
            key("token", 97, tokens, badTokens),
            key("secondToken", 30, List.of("{ module: m.so, label: spare }"), badTokens),
            key("witnesses", 50, List.of("0", "9"), List.of("10", "-1", "\"2\"", "many")),
            key("pinParts", 50, List.of("1", "4"), List.of("0", "5", "\"1\"")),
            key("networkExceptions", 50, List.of("[]", "[eth0]"), List.of("eth0", "[1]", "[[]]")),
            key("existingKeys", 50, List.of("[]", "[root]"), List.of("[a, a]", "root", "[1]")),
            key("toolSha256", 30, List.of("ab".repeat(32)), List.of("ab", "1", "[]")),
            key("sharePrinter", 30, List.of("/usr/bin/lp", "lp"), List.of("1", "\"\"", "[lp]")),
            key("inputs", 20, List.of("[]"), List.of("{}", "[a]", "[{ file: a }]")),
            key(
                "approvals",
                50,
                List.of(
                    "{ required: 1, " + approver + " }",
                    "{ " + approver + ", roles: { owner: { need: 1, of: [alice] } } }",
                    "{ required: 1, " + approver + ", operators: [bob] }"),
                List.of(
                    "{ " + approver + " }",
                    "{ required: 0, " + approver + " }",
                    "{ required: \"1\", " + approver + " }",
                    "{ required: 1, approvers: [] }",
                    "{ required: 1, approvers: [{ name: Alice, key: \"" + KEY + "\" }] }",
                    "{ " + approver + ", roles: {} }",
                    "{ " + approver + ", roles: { Owner: { need: 1, of: [alice] } } }",
                    "{ " + approver + ", roles: { owner: { of: [alice] } } }",
                    "{ " + approver + ", roles: { owner: { need: 1, of: [] } } }",
                    "{ required: 1, " + approver + ", operators: [bob, bob] }",
                    "{ required: 1, " + approver + ", operators: bob }",
                    "{ required: 1, " + approver + ", who: bob }")),
            key("nmae", 3, List.of("a"), List.of("b"))),
        "");
  }

  private static final List<String> NO_FILES = List.of("../a", "REHEARSAL-a", "1", "\"\"", "[a]");

  private final Arbitrary<String> label =
      key("key", 97, List.of("root"), List.of("Root", "1", "[]", "~"));
  private final Arbitrary<String> fresh =
      key("key", 97, List.of("new"), List.of("New", "\"\"", "{}"));
  private final Arbitrary<String> token =
      key("token", 50, List.of("first"), List.of("third", "1", "\"\""));
  private final Arbitrary<String> file = key("file", 97, List.of("a.pem", "A_1"), NO_FILES);
  private final Arbitrary<String> id =
      key("id", 50, List.of("\"0a\"", "abCD"), List.of("1", "abc", "xy"));

  @Provide
  Arbitrary<String> steps() {
    return Arbitraries.oneOf(tokenSteps(), keySteps(), backupSteps(), certificateSteps());
  }

  private Arbitrary<String> tokenSteps() {
    return Arbitraries.oneOf(
        step("inventory", List.of(token, file)),
        step(
            "set-pins",
            List.of(token, key("pins", 50, List.of("user", "both"), List.of("all", "1")))),
        step("dance", List.of(file)));
  }

  private Arbitrary<String> keySteps() {
    Arbitrary<String> type =
        key("type", 97, List.of("ec-p521", "rsa-2048"), List.of("ec-secp256k1", "rsa", "1"));
    Arbitrary<String> backup =
        key("backup", 50, List.of("true", "false"), List.of("maybe", "\"true\"", "1"));
    return Arbitraries.oneOf(
        step("test-sign", List.of(token, label)),
        step("destroy-key", List.of(token, label)),
        step("generate-key", List.of(fresh, type, id, backup)),
        step("export-public", List.of(label, file)));
  }

  private Arbitrary<String> backupSteps() {
    String restored = "[{ key: old, file: wrapped.backup }]";
    List<String> badRestored = List.of("[]", "[{ key: old }]", "old", "[old]");
    return Arbitraries.oneOf(
        step(
            "split-backup-key",
            List.of(
                fresh,
                id,
                key("threshold", 97, List.of("2", "3"), List.of("1", "\"2\"", "17")),
                key("shares", 97, List.of("3", "16"), List.of("17", "0", "many")),
                file)),
        step(
            "back-up-key",
            List.of(
                key("key", 97, List.of("wrapped"), List.of("Wrapped")),
                key("backupKey", 97, List.of("backup"), List.of("Backup", "1")),
                file)),
        step(
            "restore-key",
            List.of(
                key("token", 97, List.of("second"), List.of("third"))
                    .filter(text -> !text.isEmpty()),
                key("commitments", 97, List.of("backup.shares"), NO_FILES),
                key("keys", 97, List.of(restored), badRestored))));
  }

  private Arbitrary<String> certificateSteps() {
    Arbitrary<String> subject =
        key("subject", 97, List.of("CN=Other"), List.of("\"\"", "CN=REHEARSAL", "1", "[]"));
    Arbitrary<String> from =
        key("notBefore", 97, List.of("2026-12-01", "2026-12-01T00:00:00Z"), List.of("1", "soon"));
    Arbitrary<String> to = key("notAfter", 97, List.of("2027-01-01"), List.of("2027", "~"));
    Arbitrary<String> length = key("pathLength", 50, List.of("0", "8"), List.of("9", "\"1\"", "x"));
    Arbitrary<String> issuer = key("issuerKey", 97, List.of("root"), List.of("1", "Root"));
    Arbitrary<String> by = key("issuerCertificate", 97, List.of("root.pem"), NO_FILES);
    Arbitrary<String> chain =
        key(
            "issuerChain",
            30,
            List.of("[root.pem]"),
            List.of("[]", "root.pem", "[root.pem, root.pem]", "[../a]", "[1]", "[[root.pem]]"));
    Arbitrary<String> profile = key("profile", 97, List.of("intermediate"), List.of("tls", "1"));
    Arbitrary<String> csr = key("csr", 97, List.of("root.csr"), NO_FILES);
    return Arbitraries.oneOf(
        step("export-csr", List.of(label, subject, file)),
        step("sign-csr", List.of(profile, csr, subject, from, to, length, issuer, by, chain, file)),
        step(
            "issue-certificate",
            List.of(profile, label, subject, from, to, length, issuer, by, chain, file)));
  }

  private static Arbitrary<String> step(String kind, List<Arbitrary<String>> keys) {
    List<Arbitrary<String>> all = new ArrayList<>(keys);
    all.add(key("more", 3, List.of("a"), List.of("b")));
    return lines(all, "    ").map(text -> "  - step: " + kind + "\n" + text);
  }

  private static Arbitrary<String> lines(List<Arbitrary<String>> keys, String indent) {
    return Combinators.combine(keys)
        .as(
            all -> {
              StringBuilder text = new StringBuilder();
              all.stream()
                  .filter(line -> !line.isEmpty())
                  .forEach(line -> text.append(indent).append(line).append('\n'));
              return text.toString();
            });
  }

  private static Arbitrary<String> key(
      String name, int percent, List<String> good, List<String> bad) {
    Arbitrary<String> value =
        Arbitraries.frequencyOf(
            Tuple.of(29, Arbitraries.of(good)), Tuple.of(1, Arbitraries.of(bad)));
    return Arbitraries.frequencyOf(
        Tuple.of(percent, value.map(text -> name + ": " + text)),
        Tuple.of(100 - percent, Arbitraries.just("")));
  }

  private static Optional<String> complaintOfParser(String yaml) throws IOException {
    Path file = Files.createTempFile("plan", ".yaml");
    try {
      Files.writeString(file, yaml);
      Plan.read(file);
      return Optional.empty();
    } catch (PlanException e) {
      return Optional.of(e.getMessage());
    } finally {
      Files.delete(file);
    }
  }
}
