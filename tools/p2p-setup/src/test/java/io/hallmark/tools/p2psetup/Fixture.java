package io.hallmark.tools.p2psetup;

import io.hallmark.fakeca.CertificateSpec;
import io.hallmark.fakeca.FakeCa;
import io.hallmark.fakeca.FakeCaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** A folder with good files, which tests break. */
record Fixture(Path folder) {
  static final String ALICE = "O=Alice,L=Zurich,C=CH";

  static Fixture in(Path folder) throws IOException, GeneralSecurityException {
    Fixture fixture = new Fixture(folder);
    FakeCa ca = FakeCa.create(folder.resolve("ca"), FakeCaOptions.DEFAULT);
    fixture.write("roots.pem", ca.certificatePem());
    fixture.write(
        "chain.pem",
        FakeCa.pem(
            ca.createCertificate(
                    CertificateSpec.of(ALICE, List.of("gateway.alice.test"), List.of()))
                .chain()));
    fixture.write("session.pem", PemText.write(ec("secp256r1")));
    fixture.write("other.pem", PemText.write(ec("secp521r1")));
    return fixture;
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  Path group() throws IOException {
    return write(
        "group.yaml",
        """
        group: demo
        trustRoots: [roots.pem]
        eventHorizon: 3d
        """);
  }

  Path member() throws IOException {
    return write(
        "member.yaml",
        """
        group: demo
        name: O=Alice, L=Zurich, C=CH
        endpoints: ['https://gateway.alice.test:8443', 'https://127.0.0.1:8443']
        sessionKeys:
          - publicKeyFile: session.pem
            scheme: ECDSA_SHA256
        """);
  }

  Path identity() throws IOException {
    return write(
        "identity.yaml",
        """
        group: demo
        name: O=Alice,L=Zurich,C=CH
        tls: {key: alice/tls, chainFile: chain.pem}
        session: {key: alice/session, publicKeyFile: session.pem}
        """);
  }

  private static PublicKey ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic();
  }
}
