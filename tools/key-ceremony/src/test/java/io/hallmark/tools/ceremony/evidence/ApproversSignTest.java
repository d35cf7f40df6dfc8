package io.hallmark.tools.ceremony.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.CeremonyProgram;
import io.hallmark.tools.ceremony.approval.Approval;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.step.CeremonyRuns;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproversSignTest {
  @TempDir Path directory;

  @Test
  void verify_approvedCeremony_isWholeOnceEveryApproverSigned() throws Exception {
    KeyPair alice = keyPair();
    KeyPair bob = keyPair();
    SoftHsm.configure(directory.resolve("hsm"));
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, text(alice, bob));
    Plan plan = Plan.read(file);
    Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.DAYS);
    List<Approval> approvals =
        List.of(
            Approval.give(plan, "alice", expires, alice.getPrivate()),
            Approval.give(plan, "bob", expires, bob.getPrivate()));
    CeremonyFolder folder = new CeremonyFolder(directory.resolve("run"));
    CeremonyRuns.run(plan, folder, new GivenApprovals("dora", approvals));

    assertThat(FolderCheck.check(folder, false).fault()).isEmpty();
    assertThat(FolderCheck.check(folder, true).fault().orElseThrow())
        .isEqualTo("alice approved but has not signed the transcript; 'ceremony sign' does");
    assertThat(sign(folder, "alice", bob)).isEqualTo(3);
    assertThat(sign(folder, "mallory", bob)).isEqualTo(3);
    assertThat(sign(folder, "alice", alice)).isZero();
    assertThat(sign(folder, "bob", bob)).isZero();
    FolderCheck.Finding finding = FolderCheck.check(folder, true);
    assertThat(finding.fault()).isEmpty();
    assertThat(finding.notes())
        .containsExactly(
            "the program's FIPS mode: off",
            "FIPS mode of token \"approved\": no: it offers CKM_RSA_X_509, CKM_MD5_RSA_PKCS,"
                + " CKM_DES_CBC, CKM_MD5",
            "approved by 2 people before it began; needed: 2 of the roles auditor (1 of bob),"
                + " security-officer (1 of alice)",
            "signed by key \"root\" of the token",
            "signed by approver alice",
            "signed by approver bob");
    assertThat(Files.readString(folder.record()))
        .contains("dora", "alice, security-officer, by signature", "Approver, auditor");

    Path signature = folder.signatures().resolve("bob.json");
    Files.writeString(signature, Files.readString(signature).replace("2026", "2027"));
    assertThat(FolderCheck.check(folder, true).fault().orElseThrow())
        .endsWith("is not the signature of bob under this transcript");
  }

  private int sign(CeremonyFolder folder, String name, KeyPair key) throws Exception {
    Path file = directory.resolve("key.pem");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    return CeremonyProgram.run(
        "sign", folder.path().toString(), "--name", name, "--key", file.toString());
  }

  private static String text(KeyPair alice, KeyPair bob) {
    return """
    ceremony: Approved
    token:
      module: %s
      label: approved
      environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
    approvals:
      approvers:
        - { name: alice, key: "%s" }
        - { name: bob, key: "%s" }
      roles:
        auditor: { need: 1, of: [bob] }
        security-officer: { need: 1, of: [alice] }
      operators: [dora]
    steps:
      - { step: init-token }
      - { step: generate-key, key: root, type: ec-p256 }
    """
        .formatted(SoftHsm.module(), base64(alice), base64(bob));
  }

  private static String base64(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  private static KeyPair keyPair() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }
}
