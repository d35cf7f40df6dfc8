package io.hallmark.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HpkeTest {
  private static final byte[] INFO = "about".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MESSAGE = "secret".getBytes(StandardCharsets.US_ASCII);

  /** RFC 9180 appendix A.3.1, sequence number 0. */
  @Test
  void seal_asInTheStandardsVector_givesItsCiphertext() throws Exception {
    byte[] recipientPoint =
        hex(
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
                + "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0");
    KeyPair ephemeral =
        pair(
            "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
            hex(
                "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
                    + "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"));
    KeyPair recipient =
        pair("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2", recipientPoint);
    byte[] info = hex("4f6465206f6e2061204772656369616e2055726e");
    byte[] aad = hex("436f756e742d30");
    byte[] message = hex("4265617574792069732074727574682c20747275746820626561757479");

    Sealed sealed = Hpke.AES_128.seal(ephemeral, recipientPoint, info, aad, message);

    assertThat(sealed.ciphertext())
        .isEqualTo(
            ByteBuffer.wrap(
                hex(
                    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f90"
                        + "76ac232e3ab2523f39513434")));
    assertThat(Hpke.AES_128.open(recipient, sealed, info, aad)).isEqualTo(message);
  }

  @Test
  void open_whatWasSealed_givesTheMessage() {
    KeyPair recipient = Hpke.newRecipient();
    Sealed sealed = Hpke.AES_256.seal(Hpke.encode(recipient), INFO, INFO, MESSAGE);

    assertThat(Hpke.AES_256.open(recipient, sealed, INFO, INFO)).isEqualTo(MESSAGE);
  }

  @Test
  void open_byAnotherRecipientOrAboutAnother_fails() {
    KeyPair recipient = Hpke.newRecipient();
    Sealed sealed = Hpke.AES_256.seal(Hpke.encode(recipient), INFO, INFO, MESSAGE);

    assertThatThrownBy(() -> Hpke.AES_256.open(Hpke.newRecipient(), sealed, INFO, INFO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hpke.AES_256.open(recipient, sealed, MESSAGE, INFO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hpke.AES_256.open(recipient, sealed, INFO, MESSAGE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void seal_toWhatIsNoPointOfTheCurve_isRefused() {
    byte[] point = Hpke.encode(Hpke.newRecipient());
    point[64] ^= 1;

    assertThatThrownBy(() -> Hpke.AES_256.seal(point, INFO, INFO, MESSAGE))
        .hasMessageContaining("no point");
    assertThatThrownBy(() -> Hpke.AES_256.seal(new byte[65], INFO, INFO, MESSAGE))
        .hasMessageContaining("begins with 04");
  }

  private static KeyPair pair(String secret, byte[] point) throws Exception {
    ECPrivateKeySpec spec = new ECPrivateKeySpec(new BigInteger(secret, 16), P256.parameters());
    return new KeyPair(P256.decode(point), KeyFactory.getInstance("EC").generatePrivate(spec));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
