package io.hallmark.certificates.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Openssl;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.issue.Issuance;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.name.NameConstraints;
import io.hallmark.certificates.signing.JcaSigner;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossCertificationTest {
  private static final String EPOCH = "1800000000";

  @TempDir Path folder;
  private final KeyPair ourKey = TestKeys.P256.make();
  private final X509Certificate ours = TestHierarchy.issue(TestHierarchy.root(ourKey), ourKey);
  private final KeyPair theirKey = TestKeys.P384.make();

  @Test
  void crossCertificate_theirLeaf_verifiesFromOurRootByOpenssl() throws Exception {
    X509Certificate theirs = theirs(OptionalInt.of(1));
    X509Certificate cross = cross(theirs);
    X509Certificate leaf = leaf(theirs, "shop.bob.test");
    Path root = Openssl.write(folder, "ours.pem", ours);
    Path between = Openssl.write(folder, "cross.pem", cross);

    assertThat(
            Openssl.run(
                "verify",
                "-x509_strict",
                "-attime",
                EPOCH,
                "-CAfile",
                root,
                "-untrusted",
                between,
                Openssl.write(folder, "leaf.pem", leaf)))
        .endsWith(": OK\n");
    assertThat(cross.getSubjectX500Principal()).isEqualTo(theirs.getSubjectX500Principal());
    assertThat(cross.getExtensionValue("2.5.29.14"))
        .isEqualTo(theirs.getExtensionValue("2.5.29.14"));
  }

  @Test
  void crossCertificate_pathLengthAndNameConstraints_areKept() throws Exception {
    X509Certificate theirs = theirs(OptionalInt.of(1));
    X509Certificate cross = cross(theirs);

    assertThat(cross.getBasicConstraints()).isEqualTo(1);
    assertThat(NameConstraints.of(cross)).isEqualTo(NameConstraints.of(theirs)).isPresent();
    assertThat(Openssl.run("x509", "-in", Openssl.write(folder, "c.pem", cross), "-noout", "-text"))
        .contains("X509v3 Name Constraints: critical", "DNS:bob.test");
  }

  @Test
  void leaf_outsideOfItsIssuersNameConstraints_isRejectedBeforeItIsSigned() {
    X509Certificate theirs = theirs(OptionalInt.of(1));

    assertThatThrownBy(() -> leaf(theirs, "shop.carol.test"))
        .hasMessageContaining("issuer-name-constraints");
  }

  @Test
  void crossCertificate_notSelfSigned_isRefused() {
    TestHierarchy other = TestHierarchy.of(TestKeys.P256);

    assertThatThrownBy(() -> cross(other.issuing()))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("not signed by its own key");
  }

  private X509Certificate theirs(OptionalInt pathLength) {
    return TestHierarchy.issue(
        TestHierarchy.root(theirKey)
            .subject(DistinguishedNames.parse("CN=Bob Root,O=Bob,C=CH"))
            .keyIdentifier(new byte[] {1, 2, 3, 4})
            .nameConstraints(NameConstraints.dns(List.of("bob.test"), List.of()))
            .pathLength(pathLength),
        theirKey);
  }

  private X509Certificate cross(X509Certificate theirs) {
    CertificateDraft draft =
        CrossCertification.of(
            Profiles.issuingCa(), theirs, ours, TestHierarchy.YEARS, SerialNumber.random());
    return Issuance.issue(CertificateLint.check(draft).orElseThrow(), JcaSigner.of(ourKey));
  }

  private X509Certificate leaf(X509Certificate issuer, String name) {
    return TestHierarchy.issue(
        CertificateDraft.of(Profiles.tlsServer())
            .subject(DistinguishedNames.parse("CN=" + name))
            .key(TestKeys.P256.make().getPublic())
            .validity(TestHierarchy.YEAR)
            .names(List.of(AlternativeName.dns(name)))
            .issuer(issuer),
        theirKey);
  }
}
