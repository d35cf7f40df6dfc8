package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import io.hallmark.tools.ceremony.transcript.Entry;
import io.hallmark.tools.ceremony.transcript.EntryKind;
import io.hallmark.tools.ceremony.transcript.Evidence;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeremonyTest {
  private static final String ROOT_AND_ISSUING =
      """
      ceremony: Root and issuing CA
      witnesses: 2
      pinParts: 2
      token:
        module: %s
        label: example-root
      steps:
        - { step: init-token }
        - { step: generate-key, key: root, type: ec-p384 }
        - { step: generate-key, key: issuing, type: ec-p256 }
        - step: issue-certificate
          profile: root
          key: root
          subject: CN=Example Root,O=Example
          notBefore: 2026-12-01
          notAfter: 2046-12-01
          pathLength: 1
          file: root.pem
        - step: issue-certificate
          profile: intermediate
          key: issuing
          subject: CN=Example Issuing,O=Example
          notBefore: 2026-12-01
          notAfter: 2036-12-01
          issuerKey: root
          issuerCertificate: root.pem
          file: issuing.pem
        - { step: generate-key, key: other, type: ec-p256 }
        - { step: export-csr, key: other, subject: "CN=Other,O=Example", file: other.csr }
        - step: sign-csr
          profile: intermediate
          csr: other.csr
          subject: CN=Other,O=Example
          notBefore: 2026-12-01
          notAfter: 2036-12-01
          issuerKey: root
          issuerCertificate: root.pem
          file: other.pem
        - { step: export-public, key: root, file: root.pub }
        - { step: test-sign, key: issuing }
        - { step: inventory, file: keys.json }
      """;

  private static final String SMALL =
      """
      ceremony: Root
      witnesses: 1
      token:
        module: %s
        label: example-root
        environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
      steps:
        - { step: init-token }
        - { step: generate-key, key: root, type: ec-p256 }
        - step: issue-certificate
          profile: root
          key: root
          subject: CN=Example Root
          notBefore: 2026-12-01
          notAfter: 2046-12-01
          file: root.pem
        - { step: test-sign, key: root }
      """;

  @TempDir Path directory;

  @Test
  void rehearsal_rootAndIssuingCa_makesMarkedChainAndWholeEvidence() throws Exception {
    CeremonyFolder folder = folder("rehearsal");
    ScriptedTerminal terminal = new ScriptedTerminal();
    Ceremony.run(plan(ROOT_AND_ISSUING), folder, true, GivenApprovals.none(), terminal, offline());

    Evidence.Finding finding = Evidence.check(folder);
    assertThat(finding.fault()).isEmpty();
    assertThat(finding.entries()).allMatch(Entry::rehearsal);
    assertThat(names(folder))
        .containsExactly(
            "REHEARSAL-issuing.pem",
            "REHEARSAL-keys.json",
            "REHEARSAL-other.csr",
            "REHEARSAL-other.pem",
            "REHEARSAL-root.pem",
            "REHEARSAL-root.pub");
    X509Certificate root = certificate(folder, "REHEARSAL-root.pem");
    for (String name : List.of("REHEARSAL-issuing.pem", "REHEARSAL-other.pem")) {
      X509Certificate below = certificate(folder, name);
      below.verify(root.getPublicKey());
      assertThat(below.getIssuerX500Principal()).isEqualTo(root.getSubjectX500Principal());
      assertThat(below.getSubjectX500Principal().getName()).contains("OU=REHEARSAL");
      assertThat(below.getBasicConstraints()).isZero();
    }
    assertThat(root.getSubjectX500Principal().getName())
        .isEqualTo("OU=REHEARSAL,CN=Example Root,O=Example");
    for (String name : names(folder)) {
      assertThat(folder.outputs().resolve(name)).content().contains("REHEARSAL");
    }
    assertThat(Files.readString(folder.transcript())).doesNotContain("12341234");
  }

  @Test
  void resume_afterPowerFailureAtEveryLine_doesEveryStepOnce() throws Exception {
    Plan plan = plan(SMALL);
    ScriptedTerminal whole = new ScriptedTerminal();
    Ceremony.run(plan, folder("whole"), true, GivenApprovals.none(), whole, offline());
    int failures = 0;
    // What is said before the folder is made leaves nothing to resume.
    for (int exchanges = whole.lines.indexOf("step 1 of 4: " + plan.steps().get(0).description());
        ;
        exchanges++) {
      CeremonyFolder folder = folder("failing-" + exchanges);
      try {
        Ceremony.run(
            plan,
            folder,
            true,
            GivenApprovals.none(),
            new ScriptedTerminal().failingAfter(exchanges),
            offline());
        break;
      } catch (ScriptedTerminal.PowerFailure e) {
        failures++;
      }
      boolean over = Files.exists(folder.transcript()) && Evidence.check(folder).fault().isEmpty();
      if (over || !Files.exists(folder.transcript())) {
        continue;
      }
      Ceremony.resume(folder, new ScriptedTerminal(), offline());
      Evidence.Finding finding = Evidence.check(folder);
      assertThat(finding.fault()).as("after %d exchanges", exchanges).isEmpty();
      assertThat(steps(finding, EntryKind.STEP_BEGUN)).containsExactly(1, 2, 3, 4);
      assertThat(steps(finding, EntryKind.STEP_DONE)).containsExactly(1, 2, 3, 4);
      assertThat(steps(finding, EntryKind.WITNESSED)).containsExactly(1, 2, 3, 4);
      assertThat(certificate(folder, "REHEARSAL-root.pem").getSerialNumber().toString(16))
          .isEqualTo(serial(finding));
    }
    assertThat(failures).isGreaterThan(35);
  }

  @Test
  void run_realToken_isNotMarked() throws Exception {
    CeremonyFolder folder = folder("real");
    Ceremony.run(
        plan(SMALL), folder, false, GivenApprovals.none(), new ScriptedTerminal(), offline());
    assertThat(Evidence.check(folder).fault()).isEmpty();
    assertThat(names(folder)).containsExactly("root.pem");
    assertThat(certificate(folder, "root.pem").getSubjectX500Principal().getName())
        .isEqualTo("CN=Example Root");
  }

  @Test
  void run_tokenOfThatLabelExists_overwritesNothing() throws Exception {
    Ceremony.run(
        plan(SMALL),
        folder("first"),
        false,
        GivenApprovals.none(),
        new ScriptedTerminal(),
        offline());
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan(SMALL),
                    folder("second"),
                    false,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    offline()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("a token labelled \"example-root\" exists")
        .hasMessageContaining("nothing is overwritten");
    assertThat(folder("second").path()).doesNotExist();
  }

  @Test
  void run_keyOfThatLabelExists_overwritesNothingAndAdoptsNothing() throws Exception {
    Ceremony.run(
        plan(SMALL),
        folder("first"),
        false,
        GivenApprovals.none(),
        new ScriptedTerminal(),
        offline());
    Plan again = plan(SMALL.replace("  - { step: init-token }\n", ""));
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    again,
                    folder("second"),
                    false,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    offline()))
        .hasMessageContaining("the token has a key labelled \"root\"");
    String rootId = "4813494d137e1631bba301d5acab6e7bb7aa74ce"; // As derived from the label.
    Plan sameId =
        plan(
            again
                .text()
                .replace("key: root", "key: new")
                .replace("type: ec-p256", "type: ec-p256, id: \"" + rootId + "\""));
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    sameId,
                    folder("third"),
                    false,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    offline()))
        .hasMessageContaining("the token has a key labelled \"root\" with CKA_ID " + rootId);
    // Going on must not take the foreign key for one that the step left.
    assertThatThrownBy(() -> Ceremony.resume(folder("second"), new ScriptedTerminal(), offline()))
        .hasMessageContaining("the token has a key labelled \"root\"");
  }

  @Test
  void run_folderInUse_isRefused() throws Exception {
    CeremonyFolder folder = folder("used");
    Files.createDirectories(folder.path());
    Files.writeString(folder.path().resolve("something"), "");
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan(SMALL),
                    folder,
                    true,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    offline()))
        .hasMessageContaining("is not empty");
  }

  @Test
  void run_networkUp_isRefusedUnlessThePlanNamesIt() throws Exception {
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan(SMALL),
                    folder("net"),
                    false,
                    GivenApprovals.none(),
                    new ScriptedTerminal(),
                    with("eth7")))
        .hasMessageContaining("network interfaces are up: eth7");
    Plan named = plan("networkExceptions: [eth7]\n" + SMALL);
    Ceremony.run(
        named, folder("net"), false, GivenApprovals.none(), new ScriptedTerminal(), with("eth7"));
    assertThat(Evidence.check(folder("net")).fault()).isEmpty();
  }

  @Test
  void run_wordsNotTyped_doesNothing() throws Exception {
    ScriptedTerminal terminal = new ScriptedTerminal();
    terminal.confirms = false;
    assertThatThrownBy(
            () ->
                Ceremony.run(
                    plan(SMALL), folder("no"), true, GivenApprovals.none(), terminal, offline()))
        .hasMessageContaining("not confirmed");
    assertThat(folder("no").path()).doesNotExist();
  }

  @Test
  void resume_wrongPin_isTriedOnceAndCanBeTypedAnew() throws Exception {
    CeremonyFolder folder = folder("pin");
    ScriptedTerminal failing = new ScriptedTerminal();
    Plan plan = plan(SMALL);
    int exchanges = 0;
    // Find the line after which the token is initialised and its PIN is forgotten.
    while (failing.lines.stream().noneMatch("step 1 is done"::equals)) {
      folder = folder("pin-" + ++exchanges);
      failing = new ScriptedTerminal().failingAfter(exchanges);
      try {
        Ceremony.run(plan, folder, true, GivenApprovals.none(), failing, offline());
      } catch (ScriptedTerminal.PowerFailure e) {
        assertThat(e).isNotNull();
      }
    }
    CeremonyFolder interrupted = folder;
    ScriptedTerminal wrong = new ScriptedTerminal();
    wrong.pin = "9999";
    assertThatThrownBy(() -> Ceremony.resume(interrupted, wrong, offline()))
        .hasMessageContaining("refused the PIN (INCORRECT); it was tried once");
    assertThat(wrong.lines).anyMatch(line -> line.startsWith("PIN tries left"));
    Ceremony.resume(interrupted, new ScriptedTerminal(), offline());
    assertThat(Evidence.check(interrupted).fault()).isEmpty();
  }

  private Plan plan(String text) throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, text.replace("%s", SoftHsm.module().toString()));
    return Plan.read(file);
  }

  private CeremonyFolder folder(String name) {
    return new CeremonyFolder(directory.resolve(name));
  }

  private static Machine offline() {
    return with();
  }

  private static Machine with(String... interfaces) {
    return new Machine() {
      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public Set<String> interfacesUp() {
        return Set.of(interfaces);
      }
    };
  }

  private static Set<String> names(CeremonyFolder folder) throws Exception {
    try (var files = Files.list(folder.outputs())) {
      return new TreeSet<>(files.map(path -> path.getFileName().toString()).toList());
    }
  }

  private static List<Integer> steps(Evidence.Finding finding, EntryKind kind) {
    return finding.entries().stream()
        .filter(entry -> entry.kind() == kind)
        .map(Entry::step)
        .toList();
  }

  private static String serial(Evidence.Finding finding) {
    return finding.entries().stream()
        .filter(entry -> entry.kind() == EntryKind.STEP_DONE && entry.step() == 3)
        .map(entry -> entry.data().get("serial"))
        .findFirst()
        .orElseThrow();
  }

  private static X509Certificate certificate(CeremonyFolder folder, String name) throws Exception {
    try (InputStream in = Files.newInputStream(folder.outputs().resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
