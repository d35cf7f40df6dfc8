package io.hallmark.hsm.scheme;

/** ECDSA signatures as Cryptoki gives them (r‖s) turned into DER (RFC 3279 section 2.2.3). */
public final class EcdsaDer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int RAW_BYTES_MAX = 132;
  private static final int SHORT_LENGTH_MAX = 127;

  private EcdsaDer() {}

  /** Whether these can be r and s: two numbers of the same length, at most 66 bytes each. */
  public static boolean isRaw(byte[] raw) {
    return raw.length > 0 && raw.length % 2 == 0 && raw.length <= RAW_BYTES_MAX;
  }

  /**
   * Encodes r‖s, two numbers of the same length, at most 66 bytes each.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static byte[] encode(byte[] raw) {
    if (!isRaw(raw)) {
      throw new IllegalArgumentException("r and s of one length expected, got " + raw.length);
    }
    int half = raw.length / 2;
    int rFrom = firstByte(raw, 0, half);
    int sFrom = firstByte(raw, half, raw.length);
    int rBytes = contentBytes(raw, rFrom, half);
    int sBytes = contentBytes(raw, sFrom, raw.length);
    int body = 4 + rBytes + sBytes; // At most 138; the numbers' own lengths fit one byte.
    int header = body > SHORT_LENGTH_MAX ? 3 : 2;
    byte[] der = new byte[header + body];
    der[0] = SEQUENCE;
    der[1] = (byte) 0x81; // One byte of length follows, where the short form is too short.
    der[header - 1] = (byte) body;
    int at = integer(der, header, raw, rFrom, half, rBytes);
    integer(der, at, raw, sFrom, raw.length, sBytes);
    return der;
  }

  /** Leading zeros go, but for the last byte. */
  private static int firstByte(byte[] raw, int from, int to) {
    int first = from;
    while (first < to - 1 && raw[first] == 0) {
      first++;
    }
    return first;
  }

  /** A zero goes before a number whose first bit is set: it is not negative. */
  private static int contentBytes(byte[] raw, int first, int to) {
    return to - first + (raw[first] < 0 ? 1 : 0);
  }

  private static int integer(byte[] der, int at, byte[] raw, int first, int to, int bytes) {
    der[at] = INTEGER;
    der[at + 1] = (byte) bytes;
    int length = to - first;
    System.arraycopy(raw, first, der, at + 2 + bytes - length, length);
    return at + 2 + bytes;
  }
}
