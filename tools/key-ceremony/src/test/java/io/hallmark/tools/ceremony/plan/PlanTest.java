package io.hallmark.tools.ceremony.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final String HEAD =
      """
      ceremony: Example
      token:
        module: /usr/lib/softhsm/libsofthsm2.so
        label: example
      """;

  @TempDir Path folder;

  @Test
  void read_manyFaults_reportsAllAtOnceWithTheirPlaces() throws Exception {
    List<String> faults =
        faults(
            """
            ceremony: Example
            witnesses: many
            token:
              module: /usr/lib/softhsm/libsofthsm2.so
              pin: 1234
            steps:
              - step: generate-key
                key: Root
                type: ec
              - step: destroy-key
                key: root
              - step: issue-certificate
                profile: root
                key: root
                subject: nonsense
                notBefore: 2027-01-01
                notAfter: 2026-01-01
                issuerKey: other
                file: ../root.pem
              - step: dance
            """);
    assertThat(faults)
        .containsExactly(
            "plan.yaml:2:12: witnesses is \"many\", expected 0 to 9; write it without quotes",
            "plan.yaml:4:3: token.label is missing, expected 1 to 32 printable ASCII characters",
            "plan.yaml:5:3: token.pin is not a known key, expected one of module, label, serial,"
                + " blankSerial, blankSlot, environment, model, firmware, moduleSha256, fips",
            "plan.yaml:8:10: steps[0].key is \"Root\", expected " + Shapes.LABEL,
            "plan.yaml:9:11: steps[0].type is \"ec\", expected one of " + KeyTypes.all(),
            "plan.yaml:11:10: steps[1].key is \"root\", expected a key that exists by then: there"
                + " is none yet",
            "plan.yaml:14:10: steps[2].key is \"root\", expected a key that exists by then: there"
                + " is none yet",
            "plan.yaml:15:14: steps[2].subject is \"nonsense\", expected " + Shapes.SUBJECT,
            "plan.yaml:17:15: steps[2].notAfter is \"2026-01-01\", expected a time after notBefore",
            "plan.yaml:18:16: steps[2].issuerKey is \"other\", expected no issuer, since a root"
                + " signs itself",
            "plan.yaml:19:11: steps[2].file is \"../root.pem\", expected " + Shapes.FILE,
            "plan.yaml:20:11: steps[3].step is \"dance\", expected one of init-token,"
                + " set-pins, generate-key, export-public, export-csr, issue-certificate,"
                + " sign-csr, split-backup-key, back-up-key, restore-key, test-sign, destroy-key,"
                + " inventory");
  }

  @Test
  void read_labelsIdsAndFilesUsedTwice_areFaults() throws Exception {
    assertThat(
            faults(
                HEAD
                    + """
                    steps:
                      - { step: generate-key, key: root, type: ec-p256, id: "01" }
                      - { step: generate-key, key: root, type: ec-p256, id: "02" }
                      - { step: generate-key, key: other, type: ec-p256, id: "01" }
                      - { step: export-public, key: root, file: root.pem }
                      - { step: inventory, file: root.pem }
                      - { step: init-token }
                    """))
        .containsExactly(
            "plan.yaml:7:32: steps[1].key is \"root\", expected a label that no key before has",
            "plan.yaml:8:58: steps[2].id is \"01\", expected an id that no key before has",
            "plan.yaml:10:30: steps[4].file is \"root.pem\", expected a name that no file before"
                + " has",
            "plan.yaml:11:13: steps[5].step is \"init-token\", expected init-token to be the first"
                + " step");
  }

  @Test
  void read_bothTokensMadeOfOneBlankOne_isAFault() throws Exception {
    String plan =
        """
        ceremony: Two tokens
        token: { module: m.so, label: one, blankSlot: 3 }
        secondToken: { module: m.so, label: spare, blankSlot: %d }
        steps:
          - { step: init-token }
          - { step: init-token, token: second }
        """;
    assertThat(faults(plan.formatted(3)))
        .containsExactly(
            "plan.yaml:3:14: secondToken is a mapping, expected another blank token than the first"
                + " token is made of");
    assertThat(Plan.read(Files.writeString(folder.resolve("good.yaml"), plan.formatted(4))))
        .matches(read -> read.token().isBound() && read.secondToken().orElseThrow().isBound());
  }

  @Test
  void read_requestUsedAsCertificate_isAFault() throws Exception {
    assertThat(
            faults(
                HEAD
                    + """
                    existingKeys: [root]
                    steps:
                      - { step: export-csr, key: root, subject: CN=Root, file: root.csr }
                      - step: sign-csr
                        profile: intermediate
                        csr: missing.csr
                        subject: CN=Issuing
                        notBefore: 2026-01-01
                        notAfter: 2027-01-01
                        issuerKey: root
                        issuerCertificate: root.csr
                        file: issuing.pem
                    """))
        .containsExactly(
            "plan.yaml:10:10: steps[1].csr is \"missing.csr\", expected a request that an earlier"
                + " step makes, or one of inputs",
            "plan.yaml:15:24: steps[1].issuerCertificate is \"root.csr\", expected a certificate"
                + " that an earlier step makes, or one of inputs");
  }

  @Test
  void read_inputOfAnotherHash_isAFault() throws Exception {
    Files.writeString(folder.resolve("root.pem"), "abc");
    assertThat(
            faults(
                HEAD
                    + """
                    inputs:
                      - file: root.pem
                        sha256: 2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda
                    steps:
                      - { step: inventory, file: keys.json }
                    """))
        .singleElement()
        .asString()
        .contains("plan.yaml:7:13: inputs[0].sha256")
        .contains("expected ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void read_noYaml_isOneFaultWithItsPlace() throws Exception {
    assertThat(faults("ceremony: [\n")).singleElement().asString().contains("not YAML");
  }

  @Test
  void read_goodPlan_isShownStepByStepWithItsHash() throws Exception {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        HEAD
            + """
            steps:
              - step: init-token
              - { step: generate-key, key: root, type: ec-p384 }
            """);
    Plan plan = Plan.read(file);
    assertThat(PlanSummary.lines(plan))
        .anyMatch(line -> line.startsWith("step 2     make a key pair ec-p384 labelled \"root\""))
        .contains("  " + SpokenHash.of(Files.readAllBytes(file)).hex());
  }

  private List<String> faults(String text) throws Exception {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(file, text);
    PlanException thrown = catchThrowableOfType(PlanException.class, () -> Plan.read(file));
    String prefix = folder + "/";
    return thrown.faults().stream().map(f -> f.toString().replace(prefix, "")).toList();
  }
}
