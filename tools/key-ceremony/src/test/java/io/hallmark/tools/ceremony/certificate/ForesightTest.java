package io.hallmark.tools.ceremony.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForesightTest {
  private static final Path SAMPLES = Path.of("../../docs/ceremonies");

  /** Root with one level below it, and two below that. */
  private static final String PLAN =
      """
      ceremony: Example
      token: { module: /unused, label: example }
      steps:
        - { step: generate-key, key: root, type: ROOT }
        - { step: generate-key, key: below, type: rsa-3072 }
        - { step: generate-key, key: other, type: ed25519 }
        - step: issue-certificate
          profile: root
          key: root
          subject: SUBJECT
          notBefore: 2026-12-01
          notAfter: 2046-12-01
          pathLength: 1
          file: root.pem
        - step: issue-certificate
          profile: intermediate
          key: below
          subject: CN=Below
          notBefore: 2026-12-01
          notAfter: UNTIL
          issuerKey: root
          issuerCertificate: root.pem
          file: below.pem
        - { step: export-csr, key: other, subject: CN=Other, file: other.csr }
        - step: sign-csr
          profile: intermediate
          csr: other.csr
          subject: CN=Other
          notBefore: 2026-12-01
          notAfter: 2030-12-01
          issuerKey: ISSUER
          issuerCertificate: root.pem
          file: other.pem
      """;

  @TempDir Path folder;

  @Test
  void read_plansOfTheDocuments_haveNothingAgainstThem() throws Exception {
    assertThat(Foresight.read(SAMPLES.resolve("root-and-issuing.yaml")).steps()).hasSize(16);
  }

  @Test
  void read_certificatesThatWillBeIssued_isThePlan() throws Exception {
    for (String type : List.of("ec-p384", "rsa-4096", "ed25519")) {
      assertThat(Foresight.read(plan(type, "CN=Root", "2036-12-01", "root")).steps()).hasSize(7);
    }
  }

  @Test
  void read_certificatesThatWouldBeRefused_saysWhereAndByWhichRule() throws Exception {
    assertThat(faults(plan("rsa-2048", "\"CN=Root,DC=Example\"", "2047-12-01", "below")))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .startsWith("plan.yaml:9:10: steps[3].key is \"root\": the RSA key has 2048")
                    .contains("(the profile)"),
            fault -> assertThat(fault).startsWith("plan.yaml:10:14: steps[3].subject is"),
            fault ->
                assertThat(fault)
                    .startsWith("plan.yaml:20:15: steps[4].notAfter is \"2047-12-01\": it is valid")
                    .contains("RFC 5280 section 6.1.3"),
            fault -> assertThat(fault).startsWith("plan.yaml:20:15: steps[4].notAfter"),
            fault ->
                assertThat(fault)
                    .startsWith("plan.yaml:31:16: steps[6].issuerKey is \"below\": it is another")
                    .contains("expected the key whose certificate issuerCertificate is"));
  }

  @Test
  void read_authorityBelowAnIssuerThatAllowsNone_isAFaultOfItsPathLength() throws Exception {
    Path plan = plan("ec-p384", "CN=Root", "2036-12-01", "root");
    Files.writeString(plan, Files.readString(plan).replace("pathLength: 1", "pathLength: 0"));
    assertThat(faults(plan))
        .hasSize(2)
        .allMatch(fault -> fault.contains("its issuer has path length 0"))
        .anyMatch(fault -> fault.contains("steps[4].issuerCertificate is \"root.pem\""));
  }

  @Test
  void read_sharesThatNothingIsRestoredBy_areAFault() throws Exception {
    Path plan = folder.resolve("plan.yaml");
    String text =
        """
        ceremony: Example
        token: { module: /unused, label: example }
        secondToken: { module: /unused, label: spare }
        steps:
          - { step: split-backup-key, key: backup, threshold: 2, shares: 3, file: backup.shares }
          - { step: generate-key, key: root, type: ec-p256, backup: true }
          - { step: back-up-key, key: root, backupKey: backup, file: root.backup }
        """;
    Files.writeString(plan, text);
    assertThat(faults(plan))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .startsWith("plan.yaml:5:75: steps[0].file is \"backup.shares\": no step")
                    .contains("expected a restore-key with commitments: backup.shares"));
    Files.writeString(
        plan,
        text
            + """
              - step: restore-key
                token: second
                commitments: backup.shares
                keys: [{ key: root, file: root.backup }]
            """);
    assertThat(Foresight.read(plan).steps()).hasSize(4);
  }

  @Test
  void read_inputsThatAreNotWhatTheyShouldBe_areFaults() throws Exception {
    byte[] nothing = "nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Files.write(folder.resolve("in.csr"), nothing);
    Files.write(folder.resolve("in.pem"), nothing);
    Path plan = folder.resolve("plan.yaml");
    Files.writeString(
        plan,
        """
        ceremony: Example
        token: { module: /unused, label: example }
        existingKeys: [root]
        inputs:
          - { file: in.csr, sha256: "HASH" }
          - { file: in.pem, sha256: "HASH" }
        steps:
          - step: sign-csr
            profile: intermediate
            csr: in.csr
            subject: CN=Other
            notBefore: 2026-12-01
            notAfter: 2030-12-01
            issuerKey: root
            issuerCertificate: in.pem
            file: other.pem
          - step: issue-certificate
            profile: intermediate
            key: root
            subject: CN=Other
            notBefore: 2026-12-01
            notAfter: 2030-12-01
            issuerKey: root
            issuerCertificate: in.pem
            file: more.pem
        """
            .replace("HASH", SpokenHash.of(nothing).hex()));
    assertThat(faults(plan))
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("plan.yaml:10:10: steps[0].csr is \"in.csr\""),
            fault ->
                assertThat(fault)
                    .startsWith("plan.yaml:24:24: steps[1].issuerCertificate is \"in.pem\""));
    // Resuming or verifying asks for what was done, not for what could be.
    assertThat(Plan.read(plan).steps()).hasSize(2);
  }

  private Path plan(String root, String subject, String until, String issuer) throws Exception {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        PLAN.replace("ROOT", root)
            .replace("SUBJECT", subject)
            .replace("UNTIL", until)
            .replace("ISSUER", issuer));
    return file;
  }

  private List<String> faults(Path plan) {
    PlanException thrown = catchThrowableOfType(PlanException.class, () -> Foresight.read(plan));
    return thrown.faults().stream().map(f -> f.toString().replace(folder + "/", "")).toList();
  }
}
