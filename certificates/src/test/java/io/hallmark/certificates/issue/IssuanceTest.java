package io.hallmark.certificates.issue;

import static io.hallmark.certificates.TestHierarchy.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Openssl;
import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.catalogue.Profiles;
import io.hallmark.certificates.draft.CertificateDraft;
import io.hallmark.certificates.lint.CertificateLint;
import io.hallmark.certificates.lint.LintedDraft;
import io.hallmark.certificates.lint.RejectedByLintException;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.signing.CertificateSigner;
import io.hallmark.certificates.signing.JcaSigner;
import io.hallmark.certificates.signing.TokenSigner;
import io.hallmark.hsm.token.FakeToken;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class IssuanceTest {
  private static final String EPOCH = "1800000000"; // 2027-01-15, within every validity here.

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void hierarchy_ofEveryKindOfKey_verifiesByOpenssl(TestKeys kind) throws Exception {
    TestHierarchy made = TestHierarchy.of(kind);
    X509Certificate server = TestHierarchy.issue(made.server(kind.make()), made.issuingKey());
    Path root = Openssl.write(folder, "root.pem", made.root());
    Path issuing = Openssl.write(folder, "issuing.pem", made.issuing());
    Path leaf = Openssl.write(folder, "leaf.pem", server);

    assertThat(
            Openssl.run(
                "verify",
                "-x509_strict",
                "-attime",
                EPOCH,
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "gateway.alice.test",
                "-CAfile",
                root,
                "-untrusted",
                issuing,
                leaf))
        .endsWith(": OK\n");
    assertThat(Openssl.run("x509", "-in", leaf, "-noout", "-text"))
        .contains("Version: 3 (0x2)", "X509v3 Key Usage: critical", "DNS:gateway.alice.test")
        .contains("IP Address:192.0.2.1", "TLS Web Server Authentication");
  }

  @Test
  void issue_clientAndSessionIdentityAndResponder_verifyByOpenssl() throws Exception {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    Path root = Openssl.write(folder, "root.pem", made.root());
    Path issuing = Openssl.write(folder, "issuing.pem", made.issuing());
    for (var profile :
        List.of(Profiles.tlsClient(), Profiles.sessionIdentity(), Profiles.ocspResponder())) {
      KeyPair key = TestKeys.P256.make();
      X509Certificate certificate =
          TestHierarchy.issue(
              CertificateDraft.of(profile)
                  .subject(DistinguishedNames.parse("CN=Alice,O=Alice,L=Zurich,C=CH"))
                  .key(key.getPublic())
                  .validity(Validity.of(TestHierarchy.NOW, Duration.ofDays(80)))
                  .crlAt("http://ca.alice.test/issuing.crl")
                  .ocspAt("http://ca.alice.test/ocsp")
                  .comment("for tests only")
                  .issuer(made.issuing()),
              made.issuingKey());
      Path leaf = Openssl.write(folder, profile.name() + ".pem", certificate);

      assertThat(
              Openssl.run(
                  "verify",
                  "-x509_strict",
                  "-attime",
                  EPOCH,
                  "-CAfile",
                  root,
                  "-untrusted",
                  issuing,
                  leaf))
          .endsWith(": OK\n");
      assertThat(Openssl.run("x509", "-in", leaf, "-noout", "-text"))
          .contains("URI:http://ca.alice.test/issuing.crl", "OCSP - URI:http://ca.alice.test/ocsp");
    }
  }

  @Test
  void issue_validityBeyond2049_changesToGeneralizedTimeAsOpensslReadsIt() throws Exception {
    KeyPair key = TestKeys.P256.make();
    X509Certificate root =
        TestHierarchy.issue(
            TestHierarchy.root(key)
                .validity(
                    new Validity(
                        Instant.parse("2040-01-01T00:00:00Z"),
                        Instant.parse("2060-01-01T00:00:00Z"))),
            key);

    assertThat(Openssl.run("asn1parse", "-in", Openssl.write(folder, "r.pem", root)))
        .contains("UTCTIME           :400101000000Z", "GENERALIZEDTIME   :20600101000000Z");
  }

  @Test
  void issue_keyInToken_isVerifiedByTheJvm() throws Exception {
    try (FakeToken token = new FakeToken("root")) {
      TokenKey key = generated(token);
      LintedDraft draft =
          CertificateLint.check(
                  CertificateDraft.of(Profiles.root())
                      .subject(DistinguishedNames.parse("CN=Token Root,O=Alice,C=CH"))
                      .key(key.publicKey())
                      .validity(TestHierarchy.YEARS)
                      .build())
              .orElseThrow();

      X509Certificate root = Issuance.issue(draft, TokenSigner.of(token, key));

      Path file = Openssl.write(folder, "root.pem", root);
      assertThat(Openssl.run("verify", "-x509_strict", "-attime", EPOCH, "-CAfile", file, file))
          .endsWith(": OK\n");
    }
  }

  @Test
  void issue_tokenFails_isFailedAndNamesTheToken() throws Exception {
    try (FakeToken token = new FakeToken("root")) {
      TokenKey key = generated(token);
      LintedDraft draft = rootDraft(new KeyPair(key.publicKey(), null));
      token.failNext(0x32); // CKR_DEVICE_REMOVED

      assertThatThrownBy(() -> Issuance.issue(draft, TokenSigner.of(token, key)))
          .isInstanceOfSatisfying(
              CertificatesException.class,
              e -> assertThat(e.kind()).isEqualTo(CertificatesException.Kind.FAILED))
          .hasMessageContaining("token \"root\" cannot sign now");
    }
  }

  @Test
  void issue_signatureOfAnotherKey_isRejectedByTheSecondImplementation() {
    KeyPair key = TestKeys.P256.make();
    CertificateSigner liar = new Liar(JcaSigner.of(key), JcaSigner.of(TestKeys.P256.make()));

    assertThatThrownBy(() -> Issuance.issue(rootDraft(key), liar))
        .isInstanceOfSatisfying(
            RejectedByLintException.class,
            e ->
                assertThat(e.findings())
                    .extracting(finding -> finding.rule().id())
                    .containsExactly("signature-verifies", "path-validates"));
  }

  @Test
  void issue_signerHasAnotherKey_isRefusedBeforeItSigns() {
    KeyPair key = TestKeys.P256.make();

    assertThatThrownBy(() -> Issuance.issue(rootDraft(key), JcaSigner.of(TestKeys.P256.make())))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("is not the one in the certificate of");
  }

  @Test
  void accept_certificateOfAnotherDraft_isRejected() throws Exception {
    KeyPair key = TestKeys.P256.make();
    X509Certificate other = Issuance.issue(rootDraft(key), JcaSigner.of(key));

    assertThatThrownBy(() -> CertificateLint.accept(rootDraft(key), other.getEncoded(), "SunEC"))
        .hasMessageContaining("signed-what-was-linted");
  }

  @Test
  void accept_anyByteChanged_isRejected() throws Exception {
    KeyPair key = TestKeys.P256.make();
    LintedDraft draft = rootDraft(key);
    byte[] der = Issuance.issue(draft, JcaSigner.of(key)).getEncoded();
    for (int i = 0; i < der.length; i += 7) {
      byte[] changed = der.clone();
      changed[i] ^= 0x01;

      assertThatThrownBy(() -> CertificateLint.accept(draft, changed, "SunEC"))
          .as("byte %d", i)
          .isInstanceOf(CertificatesException.class);
    }
  }

  @Test
  void alternativeNames_ipv6_areReadAgain() throws Exception {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    X509Certificate server =
        TestHierarchy.issue(
            made.server(TestKeys.P256.make())
                .subject(DistinguishedNames.parse("O=Alice,C=CH"))
                .validity(YEAR)
                .names(List.of(AlternativeName.ip("2001:db8::1"))),
            made.issuingKey());

    assertThat(server.getSubjectAlternativeNames())
        .containsExactly(List.of(7, "2001:db8:0:0:0:0:0:1"));
  }

  private static LintedDraft rootDraft(KeyPair key) {
    return CertificateLint.check(TestHierarchy.root(key).build()).orElseThrow();
  }

  private static TokenKey generated(FakeToken token) {
    TokenResult<TokenKey> result =
        token
            .generate(
                new GenerateTask(KeyId.of(new byte[] {1}), "root", KeySpec.EC_P384, Instant.MAX))
            .join();
    assertThat(result).isInstanceOf(TokenResult.Done.class);
    return ((TokenResult.Done<TokenKey>) result).value();
  }

  /** Says that it has one key and signs with another. */
  private record Liar(CertificateSigner claimed, CertificateSigner used)
      implements CertificateSigner {
    @Override
    public java.security.PublicKey publicKey() {
      return claimed.publicKey();
    }

    @Override
    public String maker() {
      return used.maker();
    }

    @Override
    public byte[] sign(byte[] content) {
      return used.sign(content);
    }
  }

  @Test
  void pem_chain_isReadAgain() throws Exception {
    TestHierarchy made = TestHierarchy.of(TestKeys.P256);
    Path file = Openssl.write(folder, "chain.pem", made.issuing(), made.root());

    assertThat(io.hallmark.certificates.X509Certificates.chain("chain", Files.readString(file)))
        .containsExactly(made.issuing(), made.root());
  }
}
