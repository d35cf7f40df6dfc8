package io.hallmark.tools.ceremony.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hallmark.hsm.softhsm.SoftHsm;
import io.hallmark.tools.ceremony.approval.GivenApprovals;
import io.hallmark.tools.ceremony.certificate.Foresight;
import io.hallmark.tools.ceremony.evidence.FolderCheck;
import io.hallmark.tools.ceremony.plan.Plan;
import io.hallmark.tools.ceremony.plan.PlanException;
import io.hallmark.tools.ceremony.plan.PlanSummary;
import io.hallmark.tools.ceremony.plan.SpokenHash;
import io.hallmark.tools.ceremony.transcript.CeremonyFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root by others constrains the names of all below it; the key of an authority is in a token. */
class IssuerChainTest {
  private static final String ROOT =
      """
      [req]
      distinguished_name = name
      x509_extensions = root
      [name]
      [root]
      basicConstraints = critical, CA:TRUE
      keyUsage = critical, keyCertSign, cRLSign
      subjectKeyIdentifier = hash
      nameConstraints = critical, permitted;dirName:ours
      [ours]
      O = Example
      [policy]
      basicConstraints = critical, CA:TRUE, pathlen:1
      keyUsage = critical, keyCertSign, cRLSign
      subjectKeyIdentifier = hash
      authorityKeyIdentifier = keyid
      """;

  private static final String TOKEN =
      """
      ceremony: Chains
      token:
        module: %s
        label: chains
        environment: { SOFTHSM2_CONF: hsm/softhsm2.conf }
      """;

  /** The authorities are valid from today: OpenSSL knows no other beginning. */
  private final LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(1);

  @TempDir Path directory;

  /** A root, another of its name, and a certificate of the token's key by the first. */
  @BeforeEach
  void makeAuthorities() throws Exception {
    SoftHsm.configure(directory.resolve("hsm"));
    Plan plan =
        plan(
            """
            steps:
              - { step: init-token }
              - { step: generate-key, key: policy, type: ec-p256 }
              - { step: export-public, key: policy, file: policy.pub }
            """);
    CeremonyFolder first = folder("first");
    CeremonyRuns.run(plan, first, GivenApprovals.none());
    Files.writeString(directory.resolve("root.cnf"), ROOT);
    makeRoot("root");
    makeRoot("other");
    openssl(
        "x509 -new -subj /O=Example/CN=Policy -days 3650 -CA root.pem -CAkey root.key -out policy.pem"
            + " -extfile root.cnf -extensions policy -force_pubkey "
            + first.outputs().resolve("policy.pub"));
  }

  @Test
  void issueCertificate_nameThatAnAuthorityFurtherUpForbids_isFoundByLintAndRefused()
      throws Exception {
    String wrong = "\"CN=Below,O=Other\"";
    assertThat(faults(wrong, "[root.pem]"))
        .singleElement()
        .satisfies(fault -> assertThat(fault).contains("issuerCertificate", "RFC 5280"));
    CeremonyFolder folder = folder("wrong");
    assertThatThrownBy(
            () -> CeremonyRuns.run(below(wrong, "[root.pem]"), folder, GivenApprovals.none()))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("the certificate must not be signed")
        .hasMessageContaining("O=Other");
    assertThat(folder.outputs().resolve("below.pem")).doesNotExist();
  }

  @Test
  void issueCertificate_nameThatAllAuthoritiesPermit_isSignedAndOpensslVerifiesIt()
      throws Exception {
    String right = "\"CN=Below,O=Example\"";
    assertThat(faults(right, "[root.pem]")).isEmpty();
    Plan plan = below(right, "[root.pem]");
    assertThat(PlanSummary.lines(plan))
        .anyMatch(line -> line.contains("by \"policy\" (policy.pem, below root.pem)"));
    CeremonyFolder folder = folder("right");
    CeremonyRuns.run(plan, folder, GivenApprovals.none());
    assertThat(FolderCheck.check(folder, true).fault()).isEmpty();
    assertThat(
            openssl(
                "verify -x509_strict -CAfile root.pem -untrusted policy.pem -attime "
                    + from.plusDays(9).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
                    + " "
                    + folder.outputs().resolve("below.pem")))
        .endsWith(": OK\n");
  }

  @Test
  void issuerChain_notUpToARootOrOfOthers_isAFaultAndRefused() throws Exception {
    String right = "\"CN=Below,O=Example\"";
    assertThat(faults(right, ""))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault)
                    .contains("policy.pem is certified by CN=Root,O=Example, whose certificate")
                    .contains("name the certificates above issuerCertificate in issuerChain"));
    assertThat(faults(right, "[other.pem]"))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault).contains("policy.pem is not signed by the key of other.pem"));
    assertThatThrownBy(
            () ->
                CeremonyRuns.run(
                    below(right, "[other.pem]"), folder("other"), GivenApprovals.none()))
        .hasMessageContaining("policy.pem is not signed by the key of other.pem");
  }

  private void makeRoot(String name) throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7300 -config root.cnf"
            + " -subj /O=Example/CN=Root -keyout %s.key -out %s.pem".formatted(name, name));
  }

  private List<String> faults(String subject, String chain) throws Exception {
    below(subject, chain);
    PlanException thrown =
        catchThrowableOfType(
            PlanException.class, () -> Foresight.read(directory.resolve("plan.yaml")));
    return thrown == null ? List.of() : thrown.faults().stream().map(Object::toString).toList();
  }

  private Plan below(String subject, String chain) throws Exception {
    return plan(
        """
        existingKeys: [policy]
        inputs:
          - { file: root.pem, sha256: "%s" }
          - { file: other.pem, sha256: "%s" }
          - { file: policy.pem, sha256: "%s" }
        steps:
          - { step: generate-key, key: below, type: ec-p256 }
          - step: issue-certificate
            profile: intermediate
            key: below
            subject: %s
            notBefore: %s
            notAfter: %s
            issuerKey: policy
            issuerCertificate: policy.pem
            file: below.pem
        %s"""
            .formatted(
                hash("root.pem"),
                hash("other.pem"),
                hash("policy.pem"),
                subject,
                from,
                from.plusYears(4),
                chain.isEmpty() ? "" : "    issuerChain: " + chain + "\n"));
  }

  private String hash(String file) throws Exception {
    return SpokenHash.of(Files.readAllBytes(directory.resolve(file))).hex();
  }

  private Plan plan(String rest) throws Exception {
    Path file = directory.resolve("plan.yaml");
    Files.writeString(file, TOKEN.formatted(SoftHsm.module()) + rest);
    return Plan.read(file);
  }

  private CeremonyFolder folder(String name) {
    return new CeremonyFolder(directory.resolve(name));
  }

  private String openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
