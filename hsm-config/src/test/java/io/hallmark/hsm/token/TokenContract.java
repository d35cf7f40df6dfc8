package io.hallmark.hsm.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallmark.hsm.scheme.JcaSignatures;
import io.hallmark.hsm.scheme.Schemes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every maker of tokens promises; run on each of them. One token for the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TokenContract {
  private static final ByteBuffer CONTENT = ByteBuffer.wrap("what is signed".getBytes(UTF_8));

  private Token token;
  private final Map<KeySpec, TokenKey> keys = new EnumMap<>(KeySpec.class);

  /** A new token, logged in. */
  protected abstract Token open() throws Exception;

  /** Kinds of keys that it can't make. */
  protected Set<KeySpec> missing() {
    return Set.of();
  }

  /** Kinds of keys that it could make, and that take it too long here. */
  protected Set<KeySpec> slow() {
    return Set.of(KeySpec.RSA_4096);
  }

  @BeforeAll
  void openToken() throws Exception {
    token = open();
  }

  @AfterAll
  void closeToken() {
    if (token != null) {
      token.close();
    }
  }

  protected final Token token() {
    return token;
  }

  private static GenerateTask task(KeySpec spec, String id) {
    return new GenerateTask(KeyId.of(id.getBytes(UTF_8)), id, spec, Instant.MAX);
  }

  private TokenKey key(KeySpec spec) {
    return keys.computeIfAbsent(spec, s -> done(token.generate(task(s, "key-" + s))));
  }

  private static SignTask signTask(KeyId key, SignatureScheme scheme, Instant deadline) {
    return new SignTask(
        "tenant", Priority.APPLICATION, key, scheme, CONTENT.asReadOnlyBuffer(), deadline);
  }

  /** The value, or a failure that says what came instead. */
  public static <T> T done(CompletableFuture<TokenResult<T>> future) {
    TokenResult<T> result = future.join();
    assertThat(result).isInstanceOf(TokenResult.Done.class);
    return ((TokenResult.Done<T>) result).value();
  }

  /** The fault of a refusal, or a failure that says what came instead. */
  public static <T> TokenFault refused(CompletableFuture<TokenResult<T>> future) {
    TokenResult<T> result = future.join();
    assertThat(result).isInstanceOf(TokenResult.Refused.class);
    return ((TokenResult.Refused<T>) result).fault();
  }

  private static void assertVerifies(PublicKey key, SignatureScheme scheme, TokenSignature made)
      throws Exception {
    Signature verifier = JcaSignatures.of(scheme, key);
    verifier.initVerify(key);
    verifier.update(CONTENT.duplicate());
    assertThat(verifier.verify(made.toByteArray())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void sign_everySchemeAndKey_isVerifiedByTheJdk(SignatureScheme scheme) throws Exception {
    for (KeySpec spec : KeySpec.values()) {
      if (Schemes.fits(scheme, spec) && !missing().contains(spec) && !slow().contains(spec)) {
        TokenKey key = key(spec);
        TokenSignature made = done(token.sign(signTask(key.id(), scheme, Instant.MAX)));
        assertVerifies(key.publicKey(), scheme, made);
        TokenResult<TokenSignature> again =
            token.signAndWait(signTask(key.id(), scheme, Instant.MAX));
        assertThat(again).isInstanceOf(TokenResult.Done.class);
      }
    }
  }

  /** Whether it signs digests that callers made. */
  protected boolean signsDigests() {
    return true;
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void sign_digestMadeByTheCaller_verifiesOverItsContent(SignatureScheme scheme) throws Exception {
    for (KeySpec spec : KeySpec.values()) {
      if (spec == KeySpec.RSA_4096 || !Schemes.fits(scheme, spec) || missing().contains(spec)) {
        continue;
      }
      TokenKey key = key(spec);
      if (scheme == SignatureScheme.ED25519 || !signsDigests()) {
        assertThat(refused(token.sign(digested(key.id(), scheme, new byte[32]))).errorClass())
            .isEqualTo(ErrorClass.CALLER);
        continue;
      }
      byte[] digest =
          MessageDigest.getInstance(Schemes.hashName(scheme))
              .digest("what is signed".getBytes(UTF_8));
      for (int i = 0; i < 3; i++) {
        assertVerifies(
            key.publicKey(), scheme, done(token.sign(digested(key.id(), scheme, digest))));
      }
      assertThat(refused(token.sign(digested(key.id(), scheme, new byte[20]))).errorClass())
          .isEqualTo(ErrorClass.CALLER);
    }
  }

  private static SignTask digested(KeyId key, SignatureScheme scheme, byte[] digest) {
    return new SignTask(
        "tenant",
        Priority.APPLICATION,
        KeyRef.of(key),
        scheme,
        ByteBuffer.wrap(digest),
        true,
        Instant.MAX);
  }

  @Test
  void sign_contentBuffer_isLeftAsItWas() {
    ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);
    TokenKey key = key(KeySpec.EC_P256);
    done(
        token.sign(
            new SignTask(
                "t", Priority.TLS, key.id(), SignatureScheme.ECDSA_SHA256, content, Instant.MAX)));
    assertThat(content.position()).isEqualTo(1);
    assertThat(content.remaining()).isEqualTo(2);
  }

  @Test
  void sign_manyAtOnce_allVerify() throws Exception {
    TokenKey key = key(KeySpec.EC_P256);
    List<CompletableFuture<TokenResult<TokenSignature>>> futures = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      futures.add(token.sign(signTask(key.id(), SignatureScheme.ECDSA_SHA256, Instant.MAX)));
    }
    for (CompletableFuture<TokenResult<TokenSignature>> future : futures) {
      assertVerifies(key.publicKey(), SignatureScheme.ECDSA_SHA256, done(future));
    }
  }

  @Test
  void sign_expiredDeadline_isRefusedAndNotSigned() {
    TokenKey key = key(KeySpec.EC_P256);
    TokenCounters before = token.counters();
    TokenFault fault =
        refused(token.sign(signTask(key.id(), SignatureScheme.ECDSA_SHA256, Instant.EPOCH)));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.EXPIRED);
    assertThat(token.counters().signCalls()).isEqualTo(before.signCalls());
    assertThat(token.counters().expired()).isEqualTo(before.expired() + 1);
  }

  @Test
  void sign_unknownKey_isRefused() {
    TokenFault fault =
        refused(
            token.sign(
                signTask(
                    KeyId.of(new byte[] {9, 9, 9}), SignatureScheme.ECDSA_SHA256, Instant.MAX)));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    assertThat(fault.code()).isEqualTo(0x60);
  }

  @Test
  void sign_schemeThatDoesNotFit_isRefused() {
    TokenKey key = key(KeySpec.EC_P256);
    TokenFault fault =
        refused(token.sign(signTask(key.id(), SignatureScheme.RSA_PSS_SHA256, Instant.MAX)));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
  }

  @Test
  void generate_sameIdTwice_isRefusedAndTheFirstStays() throws Exception {
    TokenKey key = key(KeySpec.EC_P256);
    TokenFault fault = refused(token.generate(task(KeySpec.EC_P384, "key-EC_P256")));
    assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    TokenSignature made =
        done(token.sign(signTask(key.id(), SignatureScheme.ECDSA_SHA256, Instant.MAX)));
    assertVerifies(key.publicKey(), SignatureScheme.ECDSA_SHA256, made);
  }

  @Test
  void generate_kindThatIsMissing_isRefused() {
    for (KeySpec spec : missing()) {
      TokenFault fault = refused(token.generate(task(spec, "missing-" + spec)));
      assertThat(fault.errorClass()).isEqualTo(ErrorClass.CALLER);
    }
  }

  @Test
  void keys_afterGenerate_listTheKeyAsMade() {
    TokenKey key = key(KeySpec.EC_P384);
    assertThat(done(token.keys())).contains(key);
  }

  @Test
  void state_open_isUsable() {
    assertThat(token.state().usable()).isTrue();
    assertThat(token.counters().logins()).isEqualTo(1);
  }
}
