package io.hallmark.hsm.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.scheme.Verifier;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every maker of tokens promises besides signing with resident keys. What an engine does not
 * have it refuses; it never throws, and it never pretends.
 */
public abstract class FullTokenContract extends TokenContract {
  private static final KeyId WRAPPER = id("wrapper");

  /** Whether it signs with wrapped keys, agrees on secrets and keeps certificates. */
  protected boolean isComplete() {
    return true;
  }

  /** Kinds of keys that it does not wrap. */
  protected Set<KeySpec> unwrappable() {
    return Set.of();
  }

  private static KeyId id(String name) {
    return KeyId.of(name.getBytes(UTF_8));
  }

  private static GenerateTask task(String name, KeySpec spec) {
    return new GenerateTask(id(name), name, spec, Instant.MAX);
  }

  private static GenerateTask agreeing(String name, KeySpec spec) {
    return new GenerateTask(id(name), name, spec, KeyPurpose.AGREE, Extraction.NEVER, Instant.MAX);
  }

  private static SignTask signing(KeyRef key, SignatureScheme scheme) {
    return new SignTask(
        "tenant",
        Priority.APPLICATION,
        key,
        scheme,
        ByteBuffer.wrap(new byte[] {1, 2}),
        Instant.MAX);
  }

  /** The one wrapping key of the class, made by whoever needs it first. */
  private KeyId wrapper() {
    boolean there = done(token().wrappingKeys()).stream().anyMatch(key -> key.id().equals(WRAPPER));
    if (!there) {
      done(token().createWrappingKey(WrappingKeyTask.resident(WRAPPER, "wrapper", Instant.MAX)));
    }
    return WRAPPER;
  }

  private void assertSigns(WrappedKey key, SignatureScheme scheme) throws Exception {
    TokenSignature made = done(token().sign(signing(KeyRef.of(key), scheme)));
    PublicKey publicKey = PublicKeys.decode(key.spec(), key.publicKey().toByteArray());
    assertThat(
            Verifier.verify(
                publicKey, scheme, ByteBuffer.wrap(new byte[] {1, 2}), made.toByteArray()))
        .isTrue();
  }

  private static SignatureScheme schemeOf(KeySpec spec) {
    return switch (spec) {
      case EC_P256, EC_SECP256K1 -> SignatureScheme.ECDSA_SHA256;
      case EC_P384 -> SignatureScheme.ECDSA_SHA384;
      case EC_P521 -> SignatureScheme.ECDSA_SHA512;
      case ED25519 -> SignatureScheme.ED25519;
      case RSA_2048, RSA_3072, RSA_4096 -> SignatureScheme.RSA_PSS_SHA256;
    };
  }

  @Test
  void createWrappingKey_listed_andNotTwice() {
    WrappingKeyTask task = WrappingKeyTask.resident(id("kek-a"), "kek a", Instant.MAX);
    WrappingKey made = done(token().createWrappingKey(task));
    assertThat(made).isEqualTo(new WrappingKey(id("kek-a"), "kek a", 256, Extraction.NEVER));
    assertThat(done(token().wrappingKeys())).contains(made);
    assertThat(refused(token().createWrappingKey(task)).errorClass()).isEqualTo(ErrorClass.CALLER);
    assertThat(refused(token().generate(task("kek-a", KeySpec.EC_P256))).detail())
        .contains(id("kek-a").toString());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RSA_3072", "RSA_4096"})
  void generateWrapped_signsAndIsNotInTheToken(KeySpec spec) throws Exception {
    assumeThat(missing()).doesNotContain(spec);
    assumeThat(unwrappable()).doesNotContain(spec);
    WrappedKey key = done(token().generateWrapped(task("wrapped-" + spec, spec), wrapper()));
    assertThat(key.spec()).isEqualTo(spec);
    assertThat(key.wrappingKey()).isEqualTo(WRAPPER);
    assertThat(done(token().keys()))
        .noneMatch(resident -> resident.id().equals(id("wrapped-" + spec)));
    if (isComplete()) {
      assertSigns(key, schemeOf(spec));
      assertSigns(key, schemeOf(spec));
    } else {
      TokenFault fault = refused(token().sign(signing(KeyRef.of(key), schemeOf(spec))));
      assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    }
  }

  @Test
  void generateWrapped_kindThatIsNotWrapped_isRefused() {
    for (KeySpec spec : unwrappable()) {
      TokenFault fault = refused(token().generateWrapped(task("never-" + spec, spec), wrapper()));
      assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    }
  }

  @Test
  void generateWrapped_unknownWrappingKey_isRefused() {
    TokenFault fault =
        refused(token().generateWrapped(task("x", KeySpec.EC_P256), id("no-such-kek")));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    assertThat(fault.detail()).contains(id("no-such-kek").toString());
  }

  @Test
  void sign_damagedBlob_isRefusedAndTheTokenGoesOn() throws Exception {
    assumeThat(isComplete()).isTrue();
    WrappedKey key = done(token().generateWrapped(task("damaged", KeySpec.EC_P256), wrapper()));
    byte[] blob = key.blob().toByteArray();
    blob[blob.length / 2] ^= 1;
    WrappedKey damaged =
        new WrappedKey(
            key.id(),
            key.wrappingKey(),
            key.mechanism(),
            key.spec(),
            key.purpose(),
            key.publicKey(),
            Octets.wrap(blob));
    TokenFault fault =
        refused(token().sign(signing(KeyRef.of(damaged), SignatureScheme.ECDSA_SHA256)));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    assertSigns(key, SignatureScheme.ECDSA_SHA256);
    assertThat(token().state().usable()).isTrue();
  }

  @Test
  void rewrap_underAnotherKey_isTheSameKey() throws Exception {
    WrappedKey key = done(token().generateWrapped(task("moving", KeySpec.EC_P256), wrapper()));
    KeyId next = id("kek-b");
    done(token().createWrappingKey(WrappingKeyTask.resident(next, "kek b", Instant.MAX)));
    WrappedKey moved = done(token().rewrap(key, next, Instant.MAX));
    assertThat(moved.wrappingKey()).isEqualTo(next);
    assertThat(moved.publicKey()).isEqualTo(key.publicKey());
    assertThat(moved.blob()).isNotEqualTo(key.blob());
    if (isComplete()) {
      assertSigns(moved, SignatureScheme.ECDSA_SHA256);
      done(token().destroy(next, Instant.MAX));
      refused(token().sign(signing(KeyRef.of(moved), SignatureScheme.ECDSA_SHA256)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521"})
  void deriveSharedSecret_residentAndWrapped_agreeWithTheJdk(KeySpec spec) throws Exception {
    assumeThat(isComplete()).isTrue();
    TokenKey resident = done(token().generate(agreeing("agree-" + spec, spec)));
    WrappedKey wrapped =
        done(token().generateWrapped(agreeing("agree-wrapped-" + spec, spec), wrapper()));
    KeyPair peer = peer(spec);
    assertAgrees(KeyRef.of(resident.id()), resident.publicKey(), peer);
    PublicKey ours = PublicKeys.decode(spec, wrapped.publicKey().toByteArray());
    assertAgrees(KeyRef.of(wrapped), ours, peer);
  }

  private static KeyPair peer(KeySpec spec) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    String bits = spec.name().substring("EC_P".length());
    generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
    return generator.generateKeyPair();
  }

  private static AgreeTask agreeTask(KeyRef key, byte[] peer) {
    return new AgreeTask("tenant", Priority.APPLICATION, key, Octets.of(peer), Instant.MAX);
  }

  private void assertAgrees(KeyRef key, PublicKey ours, KeyPair peer) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(peer.getPrivate());
    agreement.doPhase(ours, true);
    byte[] expected = agreement.generateSecret();
    try (SecretBytes secret =
        done(token().deriveSharedSecret(agreeTask(key, peer.getPublic().getEncoded())))) {
      assertThat(secret.copy()).isEqualTo(expected);
    }
  }

  @Test
  void deriveSharedSecret_wrongPeersAndKeys_areRefused() throws Exception {
    assumeThat(isComplete()).isTrue();
    KeyRef key = KeyRef.of(done(token().generate(agreeing("careful", KeySpec.EC_P256))).id());
    byte[] offCurve = peer(KeySpec.EC_P256).getPublic().getEncoded();
    offCurve[offCurve.length - 1] ^= 1;
    byte[] otherCurve = peer(KeySpec.EC_P384).getPublic().getEncoded();
    for (byte[] peer : List.of(offCurve, otherCurve, new byte[0], new byte[91])) {
      TokenFault fault = refused(token().deriveSharedSecret(agreeTask(key, peer)));
      assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    }
    KeyRef signer = KeyRef.of(done(token().generate(task("signer", KeySpec.EC_P256))).id());
    byte[] good = peer(KeySpec.EC_P256).getPublic().getEncoded();
    refused(token().deriveSharedSecret(agreeTask(signer, good)));
    refused(token().sign(signing(key, SignatureScheme.ECDSA_SHA256)));
  }

  @Test
  void random_isNew_andBounded() {
    Octets one = done(token().random("tenant", 32, Instant.MAX));
    Octets two = done(token().random("tenant", 32, Instant.MAX));
    assertThat(one.length()).isEqualTo(32);
    assertThat(one).isNotEqualTo(two);
    refused(token().random("tenant", 0, Instant.MAX));
    refused(token().random("tenant", SigningToken.RANDOM_BYTES_MAX + 1, Instant.MAX));
  }

  @Test
  void destroy_key_isGoneForGood() {
    TokenKey key = done(token().generate(task("short-lived", KeySpec.EC_P256)));
    if (isComplete()) {
      done(token().sign(signing(KeyRef.of(key.id()), SignatureScheme.ECDSA_SHA256)));
    }
    assertThat(done(token().destroy(key.id(), Instant.MAX))).isGreaterThanOrEqualTo(2);
    assertThat(done(token().keys())).doesNotContain(key);
    refused(token().sign(signing(KeyRef.of(key.id()), SignatureScheme.ECDSA_SHA256)));
    refused(token().destroy(key.id(), Instant.MAX));
    done(token().generate(task("short-lived", KeySpec.EC_P384)));
  }

  @Test
  void attachCertificate_ofAnotherKeyOrNone_isRefused() {
    KeyId key = done(token().generate(task("certified", KeySpec.EC_P256))).id();
    refused(token().attachCertificate(key, Octets.wrap(new byte[] {0x30, 0}), Instant.MAX));
    Octets foreign = TestCertificates.foreign();
    refused(token().attachCertificate(key, foreign, Instant.MAX));
    if (isComplete()) {
      assertThat(done(token().certificates(key, Instant.MAX))).isEmpty();
    }
  }

  @Test
  void attachCertificate_ofTheKey_isReadBackOnce() throws Exception {
    assumeThat(isComplete()).isTrue();
    TokenKey key = done(token().generate(task("named", KeySpec.EC_P256)));
    Octets certificate = TestCertificates.of(key.publicKey());
    done(token().attachCertificate(key.id(), certificate, Instant.MAX));
    done(token().attachCertificate(key.id(), certificate, Instant.MAX));
    assertThat(done(token().certificates(key.id(), Instant.MAX))).containsExactly(certificate);
  }

  @Test
  void capabilities_tellWhatWasDoneHere() {
    TokenCapabilities capabilities = done(token().capabilities());
    assertThat(capabilities.keySpecs()).contains(KeySpec.EC_P256, KeySpec.EC_P521);
    assertThat(capabilities.schemes()).contains(SignatureScheme.ECDSA_SHA256);
    assertThat(capabilities.agreements()).contains(KeySpec.EC_P384);
    assertThat(capabilities.wrapping()).isPresent();
  }

  @Test
  void backupKey_isReadOnceAndRestoresTheKeyThatItWrapped() throws Exception {
    KeyId backup = id("backup");
    done(token().createBackupKey(backup, "backup", Instant.MAX));
    GenerateTask task =
        new GenerateTask(
            id("precious"),
            "precious",
            KeySpec.EC_P384,
            KeyPurpose.SIGN,
            Extraction.WRAPPED,
            Instant.MAX);
    TokenKey precious = done(token().generate(task));
    WrappedKey wrapped = done(token().wrap(precious.id(), backup, Instant.MAX));
    try (SecretBytes value = done(token().exportBackupKey(backup, Instant.MAX))) {
      assertThat(value.length()).isEqualTo(32);
      refused(token().exportBackupKey(backup, Instant.MAX));
      done(token().destroy(backup, Instant.MAX));
      done(token().destroy(precious.id(), Instant.MAX));
      done(token().restoreBackupKey(backup, "again", value, Instant.MAX));
    }
    refused(token().exportBackupKey(backup, Instant.MAX));
    TokenKey restored =
        done(token().unwrap(new UnwrapTask(wrapped, "precious", Extraction.NEVER, Instant.MAX)));
    assertThat(restored).isEqualTo(precious);
    done(token().sign(signing(KeyRef.of(restored.id()), SignatureScheme.ECDSA_SHA384)));
    refused(token().wrap(restored.id(), backup, Instant.MAX));
  }

  @Test
  void wrap_keyNotMadeForIt_isRefused() {
    KeyId key = done(token().generate(task("staying", KeySpec.EC_P256))).id();
    TokenFault fault = refused(token().wrap(key, wrapper(), Instant.MAX));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    refused(token().exportBackupKey(wrapper(), Instant.MAX));
  }

  @Test
  void wrapWrappingKey_restored_unwrapsWhatItWrappedBefore() throws Exception {
    KeyId backup = id("backup-of-keks");
    KeyId kek = id("travelling-kek");
    done(token().createBackupKey(backup, "backup of keks", Instant.MAX));
    done(
        token()
            .createWrappingKey(
                new WrappingKeyTask(kek, "travelling", 256, Extraction.WRAPPED, Instant.MAX)));
    WrappedKey key = done(token().generateWrapped(task("passenger", KeySpec.EC_P256), kek));
    WrappedSecret secret = done(token().wrapWrappingKey(kek, backup, Instant.MAX));
    done(token().destroy(kek, Instant.MAX));
    WrappingKey restored = done(token().unwrapWrappingKey(secret, "travelled", Instant.MAX));
    assertThat(restored.id()).isEqualTo(kek);
    assertThat(restored.extraction()).isEqualTo(Extraction.NEVER);
    if (isComplete()) {
      assertSigns(key, SignatureScheme.ECDSA_SHA256);
    }
    refused(token().wrapWrappingKey(wrapper(), backup, Instant.MAX));
  }

  @Test
  void administration_pastItsDeadline_isRefusedAsExpired() {
    long before = token().counters().expired();
    TokenFault fault = refused(token().destroy(id("whatever"), Instant.EPOCH));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.EXPIRED);
    assertThat(token().counters().expired()).isEqualTo(before + 1);
  }
}
