package io.hallmark.certificates.fips;

import io.hallmark.certificates.Pem;
import io.hallmark.certificates.SerialNumber;
import io.hallmark.certificates.TestHierarchy;
import io.hallmark.certificates.TestKeys;
import io.hallmark.certificates.Validity;
import io.hallmark.certificates.name.DistinguishedNames;
import io.hallmark.certificates.request.RequestDraft;
import io.hallmark.certificates.revocation.RevocationListDraft;
import io.hallmark.certificates.revocation.RevocationLists;
import io.hallmark.certificates.revocation.RevocationReason;
import io.hallmark.certificates.revocation.RevokedCertificate;
import io.hallmark.certificates.signing.JcaSigner;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;

/** What a process in FIPS mode can do and cannot, line by line; a program of its own. */
final class FipsProbe {
  private FipsProbe() {}

  private interface Operation {
    Object attempt() throws Exception;
  }

  /** Tries everything and leaves certificates in the folder that is named. */
  public static void main(String[] arguments) throws Exception {
    FipsMode.enter();
    say("state", FipsMode.state());
    say("providers", Arrays.toString(Security.getProviders()));
    say("random", new SecureRandom().getProvider().getName());
    refused();
    allowed();
    for (TestKeys kind : List.of(TestKeys.P384, TestKeys.ED25519)) {
      certify(kind, Files.createDirectory(Path.of(arguments[0]).resolve(kind.name())));
    }
    say("done", "");
  }

  private static void refused() {
    attempt("MD5", () -> MessageDigest.getInstance("MD5"));
    attempt("MD5withRSA", () -> Signature.getInstance("MD5withRSA"));
    attempt("SHA1withECDSA", FipsProbe::signBySha1);
    attempt("RSA-1024", () -> TestKeys.rsaPair(1024));
    attempt("DSA", () -> KeyPairGenerator.getInstance("DSA").generateKeyPair());
    attempt("X25519", () -> KeyAgreement.getInstance("X25519"));
    attempt("X25519-key", () -> KeyPairGenerator.getInstance("X25519"));
    attempt("DES", () -> Cipher.getInstance("DES/CBC/PKCS5Padding"));
    attempt("RC4", () -> Cipher.getInstance("ARCFOUR"));
    attempt("ChaCha20", () -> Cipher.getInstance("ChaCha20-Poly1305"));
    attempt("SHA1PRNG", () -> SecureRandom.getInstance("SHA1PRNG"));
    attempt("PKCS12", () -> KeyStore.getInstance("PKCS12"));
    attempt("SunEC", () -> Signature.getInstance("SHA256withECDSA", "SunEC"));
  }

  private static void allowed() {
    attempt("SHA-256", () -> MessageDigest.getInstance("SHA-256").digest());
    attempt("P-256", () -> TestKeys.P256.make().getPublic().getFormat());
    attempt("Ed25519", () -> TestKeys.ED25519.make().getPublic().getFormat());
    attempt("ECDH", () -> KeyAgreement.getInstance("ECDH"));
    attempt("serial", SerialNumber::random);
  }

  private static Object signBySha1() throws Exception {
    Signature signature = Signature.getInstance("SHA1withECDSA");
    signature.initSign(TestKeys.P256.make().getPrivate());
    signature.update(new byte[1]);
    return signature.sign();
  }

  private static void certify(TestKeys kind, Path folder) throws Exception {
    TestHierarchy made = TestHierarchy.of(kind);
    KeyPair key = kind.make();
    X509Certificate server = TestHierarchy.issue(made.server(key), made.issuingKey());
    write(folder, "root.pem", Pem.certificates(List.of(made.root())));
    write(folder, "issuing.pem", Pem.certificates(List.of(made.issuing())));
    write(folder, "leaf.pem", Pem.certificates(List.of(server)));
    write(
        folder,
        "leaf.csr",
        RequestDraft.of(DistinguishedNames.parse("O=Alice"), key.getPublic(), List.of())
            .sign(JcaSigner.of(key))
            .pem());
    write(
        folder,
        "issuing.crl",
        RevocationLists.pem(
            RevocationListDraft.of(
                    made.issuing(),
                    BigInteger.ONE,
                    Validity.of(TestHierarchy.NOW, Duration.ofDays(7)),
                    List.of(
                        new RevokedCertificate(
                            new SerialNumber(server.getSerialNumber()),
                            TestHierarchy.NOW,
                            RevocationReason.SUPERSEDED)))
                .sign(JcaSigner.of(made.issuingKey()))));
    say("signed-by-" + kind, JcaSigner.of(key).maker());
  }

  private static void write(Path folder, String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private static void attempt(String name, Operation operation) {
    try {
      Object result = operation.attempt();
      say(name, "allowed " + (result == null ? "" : result.getClass().getSimpleName()));
    } catch (Exception | Error e) {
      // The module's own way to say no is an Error.
      say(name, "refused " + e.getClass().getSimpleName());
    }
  }

  private static void say(String name, Object what) {
    System.out.println(name + ": " + what);
  }
}
