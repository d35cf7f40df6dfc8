package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.conscrypt.HpkeContextSender;
import org.conscrypt.MlKemAlgorithm;
import org.conscrypt.OpenSslMlKemPrivateKey;
import org.conscrypt.OpenSslMlKemPublicKey;
import org.junit.jupiter.api.Test;

class KeyAgreementVectorsTest {
  private static final String P256_HEAD = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
  private static final byte[] INFO = "hallmark link v1".getBytes(US_ASCII);
  private static final byte[] EXPORT = "hallmark link v1, kem secret".getBytes(US_ASCII);

  @Test
  void x25519_wycheproof_isReproducedAndZeroSecretsAreRefused() {
    Wycheproof.check(
        "x25519_test.json",
        vector -> {
          byte[] expected = vector.bytes("shared");
          try {
            byte[] secret =
                new X25519Key(vector.bytes("private"), new byte[32]).agree(vector.bytes("public"));
            return Arrays.equals(secret, expected) && !isZero(expected);
          } catch (GeneralSecurityException e) {
            return isZero(expected);
          }
        });
  }

  @Test
  void p256_wycheproof_isReproducedAndPointsOffTheCurveAreRefused() {
    Wycheproof.check(
        "ecdh_secp256r1_test.json",
        vector -> {
          String encoded = vector.test().get("public").asText();
          if (!encoded.startsWith(P256_HEAD)) {
            // Other curves, compressed points and odd DER have no form in our protocol.
            return true;
          }
          byte[] share = HexFormat.of().parseHex(encoded.substring(P256_HEAD.length()));
          try {
            byte[] secret =
                new P256Key(privateKey(vector.test().get("private").asText()), new byte[65])
                    .agree(share);
            return !vector.is("invalid") && Arrays.equals(secret, vector.bytes("shared"));
          } catch (GeneralSecurityException e) {
            return !vector.is("valid");
          }
        });
  }

  @Test
  void mlKemDecapsulation_wycheproof_isReproduced() {
    Wycheproof.check(
        "mlkem_768_test.json",
        vector -> {
          try {
            MlKem768Key key =
                new MlKem768Key(
                    new OpenSslMlKemPrivateKey(vector.bytes("seed"), MlKemAlgorithm.ML_KEM_768),
                    vector.bytes("ek"));
            byte[] secret = key.decapsulate(vector.bytes("c"));
            return vector.is("valid") && Arrays.equals(secret, exported(vector.bytes("K")));
          } catch (GeneralSecurityException | IllegalArgumentException e) {
            return vector.is("invalid");
          }
        });
  }

  @Test
  void mlKemEncapsulation_wycheproof_isReproducedAndBadKeysAreRefused() {
    Wycheproof.check(
        "mlkem_768_encaps_test.json",
        vector -> {
          try {
            MlKem768Key.encapsulate(vector.bytes("ek"));
            return vector.is("valid") && deterministicallyMatches(vector);
          } catch (GeneralSecurityException e) {
            return vector.is("invalid");
          }
        });
  }

  @Test
  void x25519_lowOrderShare_isRefused() {
    Ephemerals.DhKey key = X25519Key.generate();

    assertThatThrownBy(() -> key.agree(new byte[32])).isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void keys_ofTwoSides_agree() throws GeneralSecurityException {
    for (Suite.Curve curve : Suite.Curve.values()) {
      Ephemerals ephemerals = new ConscryptEphemerals(new java.security.SecureRandom());
      Ephemerals.DhKey one = ephemerals.dhKey(curve);
      Ephemerals.DhKey other = ephemerals.dhKey(curve);

      assertThat(one.agree(other.share())).isEqualTo(other.agree(one.share()));
      assertThat(one.share()).hasSize(curve.shareBytes());
    }
  }

  private static boolean deterministicallyMatches(Wycheproof.Vector vector)
      throws GeneralSecurityException {
    HpkeContextSender sender =
        HpkeContextSender.getInstance("MLKEM_768/HKDF_SHA256/AES_256_GCM", Primitives.conscrypt());
    sender.initForTesting(
        new OpenSslMlKemPublicKey(vector.bytes("ek"), MlKemAlgorithm.ML_KEM_768),
        INFO,
        vector.bytes("m"));
    return Arrays.equals(sender.getEncapsulated(), vector.bytes("c"))
        && Arrays.equals(sender.export(32, EXPORT), exported(vector.bytes("K")));
  }

  /** RFC 9180 sections 5.1 and 5.3 in base mode, as the protocol's document spells them out. */
  static byte[] exported(byte[] kemSecret) {
    byte[] suite = bytes("HPKE", new byte[] {0x00, 0x41, 0x00, 0x01, 0x00, 0x02});
    byte[] pskHash = Hkdf.extract(new byte[0], bytes("HPKE-v1", suite, "psk_id_hash"));
    byte[] infoHash = Hkdf.extract(new byte[0], bytes("HPKE-v1", suite, "info_hash", INFO));
    byte[] context = bytes(new byte[] {0}, pskHash, infoHash);
    byte[] secret = Hkdf.extract(kemSecret, bytes("HPKE-v1", suite, "secret"));
    byte[] length = {0, 32};
    byte[] exporter = Hkdf.expand(secret, bytes(length, "HPKE-v1", suite, "exp", context), 32);
    return Hkdf.expand(exporter, bytes(length, "HPKE-v1", suite, "sec", EXPORT), 32);
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(part instanceof String text ? text.getBytes(US_ASCII) : (byte[]) part);
    }
    return out.toByteArray();
  }

  private static PrivateKey privateKey(String scalar) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return KeyFactory.getInstance("EC", Primitives.conscrypt())
        .generatePrivate(
            new ECPrivateKeySpec(
                new BigInteger(scalar, 16), parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }
}
