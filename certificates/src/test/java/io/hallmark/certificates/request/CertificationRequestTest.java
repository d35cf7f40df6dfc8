package io.hallmark.certificates.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.certificates.CertificatesException;
import io.hallmark.certificates.Openssl;
import io.hallmark.certificates.Pem;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.name.AlternativeName;
import io.hallmark.certificates.name.DistinguishedNames;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CertificationRequestTest {
  private static final X500Principal ALICE = DistinguishedNames.parse("O=Alice,L=Zurich,C=CH");
  private static final List<AlternativeName> NAMES =
      List.of(AlternativeName.dns("alice.test"), AlternativeName.ip("192.0.2.1"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void sign_everyKindOfKey_opensslVerifies(TestKeys kind) throws Exception {
    KeyPair key = kind.make();

    CertificationRequest request =
        RequestDraft.of(ALICE, key.getPublic(), NAMES).sign(JcaSigner.of(key));

    Path file = Files.writeString(folder.resolve("alice.csr"), request.pem());
    assertThat(Openssl.run("req", "-in", file, "-noout", "-verify", "-text"))
        .contains("verify OK", "DNS:alice.test", "IP Address:192.0.2.1");
    assertThat(request.subject()).isEqualTo(ALICE);
    assertThat(request.names()).isEqualTo(NAMES);
  }

  @Test
  void sign_keyInToken_opensslVerifies() throws Exception {
    try (FakeToken token = new FakeToken("alice")) {
      GenerateTask task =
          new GenerateTask(KeyId.of(new byte[] {1}), "tls", KeySpec.EC_P256, Instant.MAX);
      TokenResult<TokenKey> made = token.generate(task).join();
      assertThat(made).isInstanceOf(TokenResult.Done.class);
      TokenKey key = ((TokenResult.Done<TokenKey>) made).value();

      CertificationRequest request =
          RequestDraft.of(ALICE, key.publicKey(), NAMES).sign(TokenSigner.of(token, key));

      Path file = Files.writeString(folder.resolve("alice.csr"), request.pem());
      assertThat(Openssl.run("req", "-in", file, "-noout", "-verify")).contains("verify OK");
    }
  }

  @Test
  void parse_requestOfOpenssl_isProved() throws Exception {
    Path key = folder.resolve("key.pem");
    Path file = folder.resolve("pss.csr");
    Openssl.run("genpkey", "-algorithm", "RSA", "-out", key);
    Openssl.run(
        "req",
        "-new",
        "-key",
        key,
        "-subj",
        "/C=CH/O=Alice",
        "-sigopt",
        "rsa_padding_mode:pss",
        "-addext",
        "subjectAltName=DNS:a.test",
        "-out",
        file);

    CertificationRequest request =
        CertificationRequest.parse(
            "pss.csr", Pem.decode("pss.csr", Files.readString(file), Pem.REQUEST));

    assertThat(request.subject()).isEqualTo(DistinguishedNames.parse("O=Alice,C=CH"));
    assertThat(request.names()).containsExactly(AlternativeName.dns("a.test"));
  }

  @Test
  void parse_requestOnSecp256k1_isProvedAndAChangedOneRefused() throws Exception {
    Path key = folder.resolve("k256.pem");
    Path file = folder.resolve("k256.csr");
    Openssl.run(
        "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1", "-out", key);
    Openssl.run("req", "-new", "-sha256", "-key", key, "-subj", "/O=Alice", "-out", file);
    byte[] der = Pem.decode("k256.csr", Files.readString(file), Pem.REQUEST);

    assertThat(CertificationRequest.parse("k256.csr", der).subject())
        .isEqualTo(DistinguishedNames.parse("O=Alice"));
    der[new String(der, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Alice")] = 'B';
    assertThatThrownBy(() -> CertificationRequest.parse("it", der))
        .hasMessageContaining("not signed by the key it is for");
  }

  @Test
  void signed_byAnotherKey_fails() {
    RequestDraft draft = RequestDraft.of(ALICE, TestKeys.P256.make().getPublic(), List.of());

    assertThatThrownBy(() -> draft.sign(JcaSigner.of(TestKeys.P256.make())))
        .isInstanceOf(CertificatesException.class)
        .hasMessageContaining("does not verify");
  }

  @Test
  void parse_subjectChanged_isRefused() {
    byte[] der = request().toByteArray();
    int at = new String(der, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Alice");
    der[at] = 'B';

    assertThatThrownBy(() -> CertificationRequest.parse("it", der))
        .isInstanceOfSatisfying(
            CertificatesException.class,
            e -> assertThat(e.kind()).isEqualTo(CertificatesException.Kind.REFUSED))
        .hasMessageContaining("not signed by the key it is for");
  }

  @Test
  void parse_truncatedAnywhere_isBadInput() {
    byte[] der = request().toByteArray();
    for (int length = 0; length < der.length; length++) {
      byte[] truncated = Arrays.copyOf(der, length);
      assertThatThrownBy(() -> CertificationRequest.parse("it", truncated))
          .isInstanceOfSatisfying(
              CertificatesException.class,
              e -> assertThat(e.kind()).isEqualTo(CertificatesException.Kind.BAD_INPUT));
    }
  }

  private static CertificationRequest request() {
    KeyPair key = TestKeys.P256.make();
    return RequestDraft.of(ALICE, key.getPublic(), NAMES).sign(JcaSigner.of(key));
  }
}
