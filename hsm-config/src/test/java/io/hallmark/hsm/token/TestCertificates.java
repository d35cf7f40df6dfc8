package io.hallmark.hsm.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/** Certificates for tests: well formed, of a given key, signed by nobody. */
final class TestCertificates {
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300a06082a8648ce3d040302");

  private TestCertificates() {}

  static Octets foreign() {
    try {
      return of(KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Octets of(PublicKey key) {
    byte[] name =
        der(
            0x30,
            der(0x31, der(0x30, HexFormat.of().parseHex("0603550403"), der(0x0c, text("test")))));
    byte[] validity =
        der(0x30, der(0x17, text("260101000000Z")), der(0x18, text("99991231235959Z")));
    byte[] body =
        der(
            0x30,
            der(0xa0, der(0x02, new byte[] {2})),
            der(0x02, new byte[] {0x11, 0x22}),
            ALGORITHM,
            name,
            validity,
            name,
            key.getEncoded());
    return Octets.wrap(der(0x30, body, ALGORITHM, der(0x03, new byte[] {0, 1})));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (body.size() >= 0x100) {
      whole.write(0x82);
      whole.write(body.size() >> 8);
    } else if (body.size() >= 0x80) {
      whole.write(0x81);
    }
    whole.write(body.size());
    whole.writeBytes(body.toByteArray());
    return whole.toByteArray();
  }
}
