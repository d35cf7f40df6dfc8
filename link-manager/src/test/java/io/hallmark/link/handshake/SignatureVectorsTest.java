package io.hallmark.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hallmark.crypto.Signature;
import io.hallmark.crypto.SignatureScheme;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_test.json, ECDSA_SHA256",
    "ecdsa_secp384r1_sha384_test.json, ECDSA_SHA384",
    "ed25519_test.json, ED25519",
    "rsa_pss_3072_sha256_mgf1_32_test.json, RSA_PSS_SHA256"
  })
  void verify_wycheproof_acceptsTheValidAndRefusesTheRest(String file, SignatureScheme scheme) {
    Wycheproof.check(
        file,
        vector -> {
          byte[] publicKey = vector.groupBytes("publicKeyDer");
          PeerKey key = PeerKey.of(PeerKey.idOf(publicKey), scheme, publicKey);
          boolean verified = key.verifies(vector.bytes("msg"), Signature.of(vector.bytes("sig")));
          return vector.is("acceptable") || verified == vector.is("valid");
        });
  }

  @Test
  void seal_wycheproofAesGcm_isReproducedAndForgeriesAreRefused() {
    Wycheproof.check(
        "aes_gcm_test.json",
        vector -> {
          byte[] key = vector.bytes("key");
          byte[] iv = vector.bytes("iv");
          if (key.length != 32 || iv.length != 12) {
            // Our traffic keys have no other lengths.
            return true;
          }
          byte[] sealed = concat(vector.bytes("ct"), vector.bytes("tag"));
          var traffic = new io.hallmark.link.session.TrafficKey(key, iv);
          var opened = HandshakeSeal.open(traffic, vector.bytes("aad"), sealed);
          if (vector.is("invalid")) {
            return opened.isEmpty();
          }
          return Arrays.equals(opened.orElseThrow(), vector.bytes("msg"))
              && Arrays.equals(
                  HandshakeSeal.seal(traffic, vector.bytes("aad"), vector.bytes("msg")), sealed);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureScheme.class,
      names = {"ECDSA_SHA256", "ECDSA_SHA384", "ED25519", "RSA_PSS_SHA256"})
  void peerKey_ofAnotherScheme_isRefused(SignatureScheme scheme) {
    byte[] other =
        TestSigner.of(
                scheme == SignatureScheme.ECDSA_SHA256
                    ? SignatureScheme.ECDSA_SHA384
                    : SignatureScheme.ECDSA_SHA256)
            .publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerKey.of(PeerKey.idOf(other), scheme, other));
  }

  @Test
  void peerKey_rsaOf2048Bits_isRefused() {
    byte[] weak = TestSigner.of(SignatureScheme.RSA_PSS_SHA256, 2048).publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerKey.of(PeerKey.idOf(weak), SignatureScheme.RSA_PSS_SHA256, weak))
        .withMessageContaining("3072");
  }

  @Test
  void peerKey_idOfAnotherKey_isRefused() {
    byte[] key = Parties.BOB.publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerKey.of("0".repeat(64), SignatureScheme.ED25519, key));
  }

  @Test
  void peerKey_pkcs1Scheme_isRefused() {
    byte[] key = Parties.BOB.publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeerKey.of(PeerKey.idOf(key), SignatureScheme.RSA_PKCS1_SHA256, key));
  }

  @Test
  void peerKey_everyByteOfTheHeadMutated_isRefusedOrAnotherKey() {
    byte[] key = Parties.ALICE.publicKey();
    for (int i = 0; i < 27; i++) {
      byte[] mutated = key.clone();
      mutated[i] ^= 1;
      assertThatIllegalArgumentException()
          .as(HexFormat.of().formatHex(mutated))
          .isThrownBy(
              () -> PeerKey.of(PeerKey.idOf(mutated), SignatureScheme.ECDSA_SHA256, mutated));
    }
  }

  @Test
  void primitives_loaded_nameEveryPrimitive() {
    assertThat(String.join("\n", Primitives.loaded()))
        .contains("X25519", "P-256", "ML-KEM-768", "AES-256-GCM: SunJCE", "HKDF", "signature");
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
