package io.hallmark.certificates.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Openssl;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.signing.JcaSigner;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RevocationListTest {
  private static final Validity WEEK = Validity.of(TestHierarchy.NOW, Duration.ofDays(7));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void sign_everyKindOfKey_opensslVerifiesAndReadsNumberAndReason(TestKeys kind) throws Exception {
    TestHierarchy made = TestHierarchy.of(kind);
    RevokedCertificate revoked =
        revoked(SerialNumber.parse("4a00000000000000ff"), RevocationReason.KEY_COMPROMISE);

    X509CRL list =
        RevocationListDraft.of(made.issuing(), BigInteger.valueOf(7), WEEK, List.of(revoked))
            .sign(JcaSigner.of(made.issuingKey()));

    Path file = Files.writeString(folder.resolve("list.crl"), RevocationLists.pem(list));
    Path issuer = Openssl.write(folder, "issuing.pem", made.issuing());
    assertThat(Openssl.run("crl", "-in", file, "-CAfile", issuer, "-noout", "-text"))
        .contains("verify OK", "Version 2", "4A00000000000000FF", "Key Compromise")
        .containsPattern("X509v3 CRL Number: *\\n *7");
    assertThat(RevocationLists.number(list)).isEqualTo(7);
  }

  @Test
  void verify_revokedCertificate_isRefusedByOpenssl() throws Exception {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    X509Certificate server =
        TestHierarchy.issue(made.server(TestKeys.P256.make()), made.issuingKey());
    X509CRL list =
        RevocationListDraft.of(
                made.issuing(),
                BigInteger.ONE,
                WEEK,
                List.of(
                    revoked(
                        new SerialNumber(server.getSerialNumber()), RevocationReason.UNSPECIFIED)))
            .sign(JcaSigner.of(made.issuingKey()));
    Path crl = Files.writeString(folder.resolve("list.crl"), RevocationLists.pem(list));
    Path authorities = Openssl.write(folder, "cas.pem", made.root(), made.issuing());
    Path leaf = Openssl.write(folder, "leaf.pem", server);

    assertThatThrownBy(
            () ->
                Openssl.run(
                    "verify",
                    "-crl_check",
                    "-attime",
                    "1795348800",
                    "-CAfile",
                    authorities,
                    "-CRLfile",
                    crl,
                    leaf))
        .hasMessageContaining("certificate revoked");
  }

  @Test
  void draft_issuerWithoutCrlSign_isRefused() {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    X509Certificate server =
        TestHierarchy.issue(made.server(TestKeys.P256.make()), made.issuingKey());

    assertThatThrownBy(() -> RevocationListDraft.of(server, BigInteger.ONE, WEEK, List.of()))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("cRLSign");
  }

  @Test
  void draft_serialTwiceOrRevokedInTheFuture_isRefused() {
    X509Certificate issuing = TestHierarchy.of(TestKeys.P256).issuing();
    RevokedCertificate one = revoked(SerialNumber.parse("10"), RevocationReason.SUPERSEDED);
    RevokedCertificate late =
        new RevokedCertificate(
            SerialNumber.parse("11"), WEEK.notAfter(), RevocationReason.SUPERSEDED);

    assertThatThrownBy(
            () -> RevocationListDraft.of(issuing, BigInteger.ONE, WEEK, List.of(one, one)))
        .hasMessageContaining("stands twice");
    assertThatThrownBy(() -> RevocationListDraft.of(issuing, BigInteger.ONE, WEEK, List.of(late)))
        .hasMessageContaining("after the list");
  }

  @Test
  void verified_listOfAnotherAuthority_isRefused() throws Exception {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    X509CRL list =
        RevocationListDraft.of(made.issuing(), BigInteger.ONE, WEEK, List.of())
            .sign(JcaSigner.of(made.issuingKey()));
    byte[] der = list.getEncoded();

    assertThatThrownBy(() -> RevocationLists.verified("list", der, made.root(), "other"))
        .hasMessageContaining("is not signed by");
  }

  private static RevokedCertificate revoked(SerialNumber serial, RevocationReason reason) {
    return new RevokedCertificate(serial, TestHierarchy.NOW, reason);
  }
}
