package io.hallmark.crypto.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallmark.crypto.JcaSignatures;
import io.hallmark.crypto.KeySpec;
import io.hallmark.crypto.Signature;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificationRequestsTest {
  private static final String SUBJECT = "O=Alice,L=Zurich,C=CH";

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048", "ED25519"})
  void request_ofAKey_isReadAndVerifiesByItsOwnPublicKey(KeySpec spec) throws Exception {
    KeyPair pair = keyPair(spec);

    byte[] request = request(spec, pair, List.of("alice.example"), List.of("192.0.2.1", "::1"));

    PKCS10CertificationRequest read = new PKCS10CertificationRequest(request);
    assertThat(new X500Principal(read.getSubject().getEncoded()))
        .isEqualTo(new X500Principal(SUBJECT));
    assertThat(read.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
    Signature signature = Signature.of(read.getSignature());
    byte[] content = read.toASN1Structure().getCertificationRequestInfo().getEncoded("DER");
    assertThat(
            JcaSignatures.verify(
                pair.getPublic(), CertificationRequests.schemeOf(spec), content, signature))
        .isTrue();
  }

  @Test
  void request_withNames_asksForThemInItsExtensionRequest() throws Exception {
    KeyPair pair = keyPair(KeySpec.EC_P256);

    byte[] request =
        request(KeySpec.EC_P256, pair, List.of("alice.example", "*.a.example"), List.of("::1"));

    Extensions asked = new PKCS10CertificationRequest(request).getRequestedExtensions();
    GeneralNames names = GeneralNames.fromExtensions(asked, Extension.subjectAlternativeName);
    assertThat(names.getNames())
        .containsExactly(
            new GeneralName(GeneralName.dNSName, "alice.example"),
            new GeneralName(GeneralName.dNSName, "*.a.example"),
            new GeneralName(GeneralName.iPAddress, "::1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Alice", "O=Alice,", "O=Alice,,C=CH"})
  void subject_thatIsNoDistinguishedName_isRefused(String subject) {
    assertThatThrownBy(() -> RequestedSubject.parse(subject, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subject");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "-a.example", "a b", "a_b.example", "a.example."})
  void dnsName_malformed_isRefused(String name) {
    assertThatThrownBy(() -> RequestedSubject.parse(SUBJECT, List.of(name), List.of()))
        .hasMessageContaining("no DNS name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice.example", "300.1.1.1", "::g"})
  void ipAddress_malformed_isRefused(String address) {
    assertThatThrownBy(() -> RequestedSubject.parse(SUBJECT, List.of(), List.of(address)))
        .hasMessageContaining("no IP address");
  }

  @Test
  void names_tooMany_areRefused() {
    List<String> names = Collections.nCopies(101, "alice.example");

    assertThatThrownBy(() -> RequestedSubject.parse(SUBJECT, names, List.of()))
        .hasMessageContaining("more than 100");
  }

  private static byte[] request(
      KeySpec spec, KeyPair pair, List<String> dnsNames, List<String> addresses) throws Exception {
    byte[] content =
        CertificationRequests.content(
            RequestedSubject.parse(SUBJECT, dnsNames, addresses), pair.getPublic());
    Signature signature =
        JcaSignatures.sign(pair.getPrivate(), CertificationRequests.schemeOf(spec), content);
    return CertificationRequests.assemble(content, spec, signature);
  }

  private static KeyPair keyPair(KeySpec spec) throws Exception {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            spec == KeySpec.ED25519 ? "Ed25519" : spec.name().startsWith("EC") ? "EC" : "RSA");
    if (spec == KeySpec.EC_P384) {
      generator.initialize(new ECGenParameterSpec("secp384r1"));
    } else if (spec == KeySpec.EC_P256) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }
}
