package io.hallmark.hsm.sunpkcs11;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The few DER encodings (X.690) that a bare certificate needs. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int UTF8_STRING = 0x0C;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** Explicitly tagged version number of a certificate. */
  static final int CONTEXT_0 = 0xA0;

  private Der() {}

  /** A value with one tag around the parts. */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    length(out, body.size());
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
  }

  static byte[] text(int tag, String value) {
    return of(tag, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bits(byte[] bytes) {
    return of(BIT_STRING, new byte[] {0}, bytes);
  }

  static byte[] hex(String encoded) {
    return HexFormat.of().parseHex(encoded);
  }
}
