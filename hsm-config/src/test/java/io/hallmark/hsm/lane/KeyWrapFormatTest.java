package io.hallmark.hsm.lane;

import static io.hallmark.hsm.token.TokenContract.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.CryptokiModule;
import io.hallmark.hsm.cryptoki.CryptokiSession;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.scheme.Schemes;
import io.hallmark.hsm.scheme.Verifier;
import io.hallmark.hsm.softhsm.SoftHsmFolder;
import io.hallmark.hsm.token.Extraction;
import io.hallmark.hsm.token.GenerateTask;
import io.hallmark.hsm.token.KeyId;
import io.hallmark.hsm.token.KeyPurpose;
import io.hallmark.hsm.token.KeyRef;
import io.hallmark.hsm.token.KeySpec;
import io.hallmark.hsm.token.Octets;
import io.hallmark.hsm.token.Priority;
import io.hallmark.hsm.token.SecretBytes;
import io.hallmark.hsm.token.SignTask;
import io.hallmark.hsm.token.SignatureScheme;
import io.hallmark.hsm.token.Token;
import io.hallmark.hsm.token.TokenKey;
import io.hallmark.hsm.token.TokenSignature;
import io.hallmark.hsm.token.Tokens;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrapMechanism;
import io.hallmark.hsm.token.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That our blobs are RFC 5649 around PKCS#8, by the JDK as an implementation that is not the
 * token's, under a wrapping key whose value the test knows; and that keys move between tokens.
 */
class KeyWrapFormatTest {
  private static final KeyId WRAPPER = KeyId.of("known".getBytes(UTF_8));
  private static final byte[] CONTENT = {4, 5, 6};

  @TempDir static Path directory;
  private static SoftHsmFolder softHsm;
  private static Token alice;
  private static Token bob;
  private static final byte[] VALUE = new byte[32];

  @BeforeAll
  static void openTokens() throws Exception {
    softHsm = new SoftHsmFolder(directory);
    alice = Tokens.open(softHsm.token("alice").withVerify(1));
    bob = Tokens.open(softHsm.token("bob").withVerify(1));
    Arrays.fill(VALUE, (byte) 7);
    try (SecretBytes value = SecretBytes.wrap(VALUE.clone())) {
      done(alice.restoreBackupKey(WRAPPER, "known", value, Instant.MAX));
    }
  }

  @AfterAll
  static void closeTokens() {
    alice.close();
    bob.close();
  }

  private static Cipher kwp(int mode) throws Exception {
    SecretKey key = new SecretKeySpec(VALUE, "AES");
    Cipher cipher = Cipher.getInstance("AES/KWP/NoPadding");
    cipher.init(mode, key);
    return cipher;
  }

  private static SignatureScheme schemeOf(KeySpec spec) {
    return Schemes.family(spec) == Schemes.Family.RSA
        ? SignatureScheme.RSA_PKCS1_SHA256
        : SignatureScheme.ECDSA_SHA256;
  }

  private static SignTask signing(KeyRef key, SignatureScheme scheme) {
    return new SignTask("t", Priority.TLS, key, scheme, ByteBuffer.wrap(CONTENT), Instant.MAX);
  }

  private static PublicKey publicKey(WrappedKey key) {
    return PublicKeys.decode(key.spec(), key.publicKey().toByteArray());
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521", "RSA_2048"})
  void generateWrapped_blob_isUnwrappedByTheJdk(KeySpec spec) throws Exception {
    KeyId id = KeyId.of(("out-" + spec).getBytes(UTF_8));
    WrappedKey key =
        done(alice.generateWrapped(new GenerateTask(id, "k", spec, Instant.MAX), WRAPPER));
    PrivateKey inClear =
        (PrivateKey)
            kwp(Cipher.UNWRAP_MODE)
                .unwrap(key.blob().toByteArray(), Schemes.algorithm(spec), Cipher.PRIVATE_KEY);
    Signature signature = JcaSignatures.of(schemeOf(spec));
    signature.initSign(inClear);
    signature.update(CONTENT);
    byte[] made = signature.sign();
    assertThat(Verifier.verify(publicKey(key), schemeOf(spec), ByteBuffer.wrap(CONTENT), made))
        .isTrue();
  }

  @Test
  void sign_keyWrappedByTheJdk_verifies() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    WrappedKey key =
        new WrappedKey(
            KeyId.of("in".getBytes(UTF_8)),
            WRAPPER,
            WrapMechanism.AES_KEY_WRAP_KWP,
            KeySpec.EC_P256,
            KeyPurpose.SIGN,
            Octets.of(pair.getPublic().getEncoded()),
            Octets.wrap(kwp(Cipher.WRAP_MODE).wrap(pair.getPrivate())));
    done(alice.sign(signing(KeyRef.of(key), SignatureScheme.ECDSA_SHA256)));
  }

  @Test
  void sign_unwrappedObject_canNeitherBeReadNorExtracted() throws Exception {
    KeyId id = KeyId.of("looked-at".getBytes(UTF_8));
    GenerateTask task = new GenerateTask(id, "k", KeySpec.EC_P256, Instant.MAX);
    WrappedKey key = done(alice.generateWrapped(task, WRAPPER));
    done(alice.sign(signing(KeyRef.of(key), SignatureScheme.ECDSA_SHA256)));
    try (CryptokiModule module = CryptokiModule.acquire(softHsm.module(), softHsm.environment());
        CryptokiSession session =
            CryptokiSession.open(module.cryptoki(), alice.info().slotId(), false)) {
      List<Long> unwrapped =
          session.find(
              new Template().add(Ck.CKA_CLASS, Ck.CKO_PRIVATE_KEY).add(Ck.CKA_TOKEN, false), 100);
      assertThat(unwrapped).isNotEmpty();
      for (long handle : unwrapped) {
        assertThat(session.flag(handle, Ck.CKA_SENSITIVE)).isTrue();
        assertThat(session.flag(handle, Ck.CKA_EXTRACTABLE)).isFalse();
        assertThat(session.flag(handle, Ck.CKA_SIGN)).isTrue();
        assertThat(session.flag(handle, Ck.CKA_DERIVE)).isFalse();
        assertThat(session.attribute(handle, Ck.CKA_VALUE)).isEmpty();
      }
    }
  }

  @Test
  void restore_ontoASecondToken_signsAsTheFirst() throws Exception {
    KeyId backup = KeyId.of("backup".getBytes(UTF_8));
    KeyId root = KeyId.of("root".getBytes(UTF_8));
    done(alice.createBackupKey(backup, "backup", Instant.MAX));
    TokenKey made =
        done(
            alice.generate(
                new GenerateTask(
                    root,
                    "root",
                    KeySpec.EC_P384,
                    KeyPurpose.SIGN,
                    Extraction.WRAPPED,
                    Instant.MAX)));
    WrappedKey wrapped = done(alice.wrap(root, backup, Instant.MAX));
    try (SecretBytes value = done(alice.exportBackupKey(backup, Instant.MAX))) {
      done(bob.restoreBackupKey(backup, "backup", value, Instant.MAX));
    }
    TokenKey restored =
        done(bob.unwrap(new UnwrapTask(wrapped, "root", Extraction.NEVER, Instant.MAX)));
    assertThat(restored).isEqualTo(made);
    TokenSignature signature =
        done(bob.sign(signing(KeyRef.of(root), SignatureScheme.ECDSA_SHA384)));
    assertThat(
            Verifier.verify(
                made.publicKey(),
                SignatureScheme.ECDSA_SHA384,
                ByteBuffer.wrap(CONTENT),
                signature.toByteArray()))
        .isTrue();
  }
}
