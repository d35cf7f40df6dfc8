package io.hallmark.fakeca;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.name.AlternativeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FakeCaTest {
  private static final String ALICE = "O=Alice,L=Zurich,C=CH";

  @TempDir Path folder;
  private FakeCa ca;

  @BeforeEach
  void createCa() {
    ca = FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource
  void signCsr_everyKindOfKey_verifiesUnderPkix(KeyAlgorithm algorithm) throws Exception {
    byte[] request = Requests.of(ALICE, algorithm.generate());

    verify(ca.signCsr(request, Profile.TLS_PEER, 30), ca.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void createCertificate_caOfEveryKindOfKey_verifiesUnderPkix(KeyAlgorithm algorithm)
      throws Exception {
    FakeCa other =
        FakeCa.create(folder.resolve("other"), new FakeCaOptions("Other", algorithm, 100));

    List<X509Certificate> chain =
        other.createCertificate(CertificateSpec.of(ALICE, List.of(), List.of())).chain();

    verify(chain, other.certificate());
  }

  @Test
  void signCsr_openssl_verifiesForServerAndClient() throws Exception {
    assumeThat(Path.of("/usr/bin/openssl")).exists();
    List<X509Certificate> chain =
        ca.signCsr(
            Requests.of(ALICE, KeyAlgorithm.EC_P256.generate(), dns("alice.test")),
            Profile.TLS_PEER,
            30);
    Path leaf = Files.writeString(folder.resolve("leaf.pem"), FakeCa.pem(chain.subList(0, 1)));
    for (String purpose : List.of("sslserver", "sslclient")) {
      assertThat(
              openssl(
                  "verify",
                  "-x509_strict",
                  "-purpose",
                  purpose,
                  "-verify_hostname",
                  "alice.test",
                  "-CAfile",
                  folder.resolve("ca/ca.cert.pem").toString(),
                  leaf.toString()))
          .endsWith(": OK\n");
    }
    assertThat(openssl("x509", "-in", leaf.toString(), "-noout", "-text"))
        .contains("for tests only");
  }

  @Test
  void signCsr_subjectAndNames_areAsAsked() throws Exception {
    X509Certificate leaf =
        ca.signCsr(
                Requests.of(
                    ALICE,
                    KeyAlgorithm.EC_P256.generate(),
                    dns("gateway.alice.test"),
                    AlternativeName.ip("127.0.0.1")),
                Profile.TLS_PEER,
                30)
            .get(0);

    assertThat(leaf.getSubjectX500Principal()).isEqualTo(new X500Principal(ALICE));
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo(ALICE);
    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "gateway.alice.test"), List.of(7, "127.0.0.1"));
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getSerialNumber().toByteArray()).hasSize(20);
    assertThat(leaf.getExtensionValue("2.5.29.14")).isNotNull();
    assertThat(leaf.getExtensionValue("2.5.29.35")).isNotNull();
  }

  @Test
  void certificates_all_sayThatTheyAreForTests() {
    X509Certificate leaf =
        ca.createCertificate(CertificateSpec.of("alice", List.of(), List.of())).certificate();

    assertThat(ca.certificate().getSubjectX500Principal().getName()).contains("for tests only");
    assertThat(new String(leaf.getExtensionValue("2.16.840.1.113730.1.13"), US_ASCII))
        .contains("for tests only");
  }

  @Test
  void signCsr_signedByAnotherKey_isRefused() throws Exception {
    KeyPair pair = KeyAlgorithm.EC_P256.generate();
    byte[] request = Requests.signedBy(KeyAlgorithm.EC_P256.generate().getPrivate(), ALICE, pair);

    assertRefused(request);
  }

  @Test
  void signCsr_signatureChanged_isRefused() throws Exception {
    byte[] request = Requests.of(ALICE, KeyAlgorithm.RSA_2048.generate());
    request[request.length - 1] ^= 1;

    assertRefused(request);
  }

  @Test
  void signCsr_weakRsaKey_isRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);

    assertRefused(Requests.of(ALICE, generator.generateKeyPair()));
  }

  @Test
  void signCsr_nameOtherThanDnsOrAddress_isRefused() throws Exception {
    assertRefused(
        Requests.of(
            ALICE,
            KeyAlgorithm.EC_P256.generate(),
            new AlternativeName(AlternativeName.Kind.EMAIL, "a@alice.test")));
  }

  @Test
  void signCsr_truncatedAnywhere_isBadInput() throws Exception {
    byte[] request = Requests.of(ALICE, KeyAlgorithm.EC_P256.generate());
    for (int length = 0; length < request.length; length++) {
      byte[] truncated = Arrays.copyOf(request, length);
      assertThatThrownBy(() -> ca.signCsr(truncated, Profile.TLS_PEER, 30))
          .isInstanceOfSatisfying(
              CertificatesException.class,
              e -> assertThat(e.kind()).isEqualTo(CertificatesException.Kind.BAD_INPUT));
    }
  }

  @Test
  void create_folderWithCa_isRefusedAndChangesNothing() throws Exception {
    String before = Files.readString(folder.resolve("ca/ca.key.pem"));

    assertThatThrownBy(() -> FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("exists and is not overwritten");
    assertThat(Files.readString(folder.resolve("ca/ca.key.pem"))).isEqualTo(before);
  }

  @Test
  void create_keyFile_isReadableByItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("ca/ca.key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void open_existingCa_goesOnWithNumberingAndKey() throws Exception {
    ca.createCertificate(CertificateSpec.of("one", List.of(), List.of()));
    FakeCa again = FakeCa.open(folder.resolve("ca"));
    List<X509Certificate> chain =
        again.createCertificate(CertificateSpec.of("two", List.of(), List.of())).chain();

    verify(chain, ca.certificate());
    assertThat(folder.resolve("ca/issued/001.pem")).exists();
    assertThat(Files.readString(folder.resolve("ca/issued/002.pem")))
        .isEqualTo(FakeCa.pem(chain.subList(0, 1)));
    assertThat(folder.resolve("ca/serial")).hasContent("3\n");
  }

  @Test
  void open_emptyFolder_isBadInputThatSaysWhatToDo() {
    assertThatThrownBy(() -> FakeCa.open(folder))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("make one with create-ca");
  }

  @Test
  void createCertificate_leaf_doesNotOutliveItsCa() {
    FakeCa shortLived =
        FakeCa.create(
            folder.resolve("short"), new FakeCaOptions("Short", KeyAlgorithm.EC_P256, 10));
    X509Certificate leaf =
        shortLived
            .createCertificate(CertificateSpec.of("alice", List.of(), List.of()))
            .certificate();

    assertThat(leaf.getNotAfter()).isEqualTo(shortLived.certificate().getNotAfter());
    assertThat(Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
        .isLessThan(Duration.ofDays(11));
  }

  @Test
  void fakeCa_inUse_needsNoFipsProvider() {
    assertThat(Security.getProvider("BCFIPS")).isNull();
  }

  private void assertRefused(byte[] request) {
    assertThatThrownBy(() -> ca.signCsr(request, Profile.TLS_PEER, 30))
        .isInstanceOfSatisfying(
            CertificatesException.class,
            e -> assertThat(e.kind()).isEqualTo(CertificatesException.Kind.REFUSED));
    assertThat(folder.resolve("ca/issued")).isEmptyDirectory();
  }

  private static AlternativeName dns(String name) {
    return AlternativeName.dns(name);
  }

  private static void verify(List<X509Certificate> chain, X509Certificate root) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, 1)),
            parameters);
  }

  private static String openssl(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of("/usr/bin/openssl"), Arrays.stream(arguments)).toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
