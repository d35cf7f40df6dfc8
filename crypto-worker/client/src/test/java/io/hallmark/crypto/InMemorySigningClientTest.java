package io.hallmark.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InMemorySigningClientTest {
  private static final KeyName NAME = new KeyName("alice", "contracts");
  private static final byte[] CONTENT = "a contract".getBytes(StandardCharsets.UTF_8);
  private static final Map<KeySpec, SignatureScheme> SCHEMES =
      Map.of(
          KeySpec.EC_P256, SignatureScheme.ECDSA_SHA256,
          KeySpec.EC_P384, SignatureScheme.ECDSA_SHA512,
          KeySpec.EC_P521, SignatureScheme.ECDSA_SHA512,
          KeySpec.ED25519, SignatureScheme.ED25519,
          KeySpec.RSA_2048, SignatureScheme.RSA_PSS_SHA256,
          KeySpec.RSA_3072, SignatureScheme.RSA_PKCS1_SHA384,
          KeySpec.RSA_4096, SignatureScheme.RSA_PSS_SHA512);

  private final InMemorySigningClient client = InMemorySigningClient.of(KeyCategory.APPLICATION);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void generate_curveThatNoProviderHas_saysSo() {
    assertThatIllegalStateException()
        .isThrownBy(() -> client.generate(NAME, KeySpec.EC_SECP256K1))
        .withMessageContaining("EC_SECP256K1");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EC_SECP256K1")
  void sign_keyOfAnyKind_verifies(KeySpec spec) throws Exception {
    PublicKey key = client.generate(NAME, spec);

    CryptoResult<Signature> result = sign(SCHEMES.get(spec), CONTENT);

    Signature signature = ((CryptoResult.Done<Signature>) result).value();
    assertThat(JcaSignatures.verify(key, SCHEMES.get(spec), CONTENT, signature)).isTrue();
    assertThat(JcaSignatures.verify(key, SCHEMES.get(spec), new byte[1], signature)).isFalse();
    assertThat(client.signed()).isEqualTo(1);
  }

  @Test
  void sign_unknownKey_isRefused() throws Exception {
    assertThat(reason(sign(SignatureScheme.ED25519, CONTENT)))
        .isEqualTo(Refusal.Reason.UNKNOWN_KEY);
  }

  @Test
  void sign_schemeOfAnotherKind_isRefused() throws Exception {
    client.generate(NAME, KeySpec.EC_P256);

    assertThat(reason(sign(SignatureScheme.RSA_PSS_SHA256, CONTENT)))
        .isEqualTo(Refusal.Reason.WRONG_SCHEME);
  }

  @Test
  void sign_contentOfAnotherCategory_isRefused() throws Exception {
    try (InMemorySigningClient tls = InMemorySigningClient.of(KeyCategory.TLS)) {
      tls.generate(NAME, KeySpec.EC_P256);
      CompletableFuture<CryptoResult<Signature>> answer =
          tls.sign(NAME, SignatureScheme.ECDSA_SHA256, CONTENT, inAMinute());

      assertThat(reason(answer.get(10, TimeUnit.SECONDS))).isEqualTo(Refusal.Reason.WRONG_CONTENT);
      assertThat(tls.signed()).isZero();
    }
  }

  @Test
  void sign_toldToBeUnavailable_isUnavailableUntilWell() throws Exception {
    client.generate(NAME, KeySpec.ED25519);
    client.beUnavailable(Duration.ofSeconds(3));
    assertThat(sign(SignatureScheme.ED25519, CONTENT))
        .isEqualTo(new CryptoResult.Unavailable<>(Duration.ofSeconds(3)));

    client.beWell();
    assertThat(sign(SignatureScheme.ED25519, CONTENT)).isInstanceOf(CryptoResult.Done.class);
  }

  @Test
  void sign_delayedBeyondTheDeadline_isUnavailableAndNotSigned() throws Exception {
    client.generate(NAME, KeySpec.ED25519);
    client.delay(Duration.ofHours(1));
    CompletableFuture<CryptoResult<Signature>> answer =
        client.sign(NAME, SignatureScheme.ED25519, CONTENT, Instant.now().plusMillis(20));

    assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(CryptoResult.Unavailable.class);
    assertThat(client.signed()).isZero();
  }

  private CryptoResult<Signature> sign(SignatureScheme scheme, byte[] content) throws Exception {
    return client.sign(NAME, scheme, content, inAMinute()).get(10, TimeUnit.SECONDS);
  }

  private static Instant inAMinute() {
    return Instant.now().plusSeconds(60);
  }

  private static Refusal.Reason reason(CryptoResult<Signature> result) {
    return ((CryptoResult.Refused<Signature>) result).refusal().reason();
  }
}
