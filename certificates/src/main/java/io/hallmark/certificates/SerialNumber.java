package io.hallmark.certificates;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * A certificate's serial number: positive, at most 20 octets (RFC 5280 section 4.1.2.2). Immutable.
 *
 * @param value the number
 */
public record SerialNumber(BigInteger value) {
  public static final int OCTETS_MAX = 20;

  /** Bits of a generator's output that a serial number must carry (BR section 7.1). */
  public static final int RANDOM_BITS_MIN = 64;

  /** Where random bytes are from: the JVM's generator, or a token's. */
  public interface RandomSource {
    byte[] bytes(int count);
  }

  public SerialNumber {
    if (value.signum() <= 0 || value.toByteArray().length > OCTETS_MAX) {
      throw new IllegalArgumentException(
          "serial number %s must be positive and of at most %d octets"
              .formatted(value.toString(16), OCTETS_MAX));
    }
  }

  /** 158 random bits of the JVM's generator, which is the FIPS provider's DRBG in FIPS mode. */
  public static SerialNumber random() {
    return random(
        count -> {
          byte[] bytes = new byte[count];
          new SecureRandom().nextBytes(bytes);
          return bytes;
        });
  }

  /** 158 bits of {@code source} in 20 octets: the first is 0x40 to 0x7f, so the length is fixed. */
  public static SerialNumber random(RandomSource source) {
    byte[] octets = source.bytes(OCTETS_MAX);
    if (octets.length != OCTETS_MAX) {
      throw new IllegalStateException(
          "asked for %d random octets, got %d".formatted(OCTETS_MAX, octets.length));
    }
    octets[0] = (byte) ((octets[0] & 0x3f) | 0x40);
    return new SerialNumber(new BigInteger(1, octets));
  }

  /** Lower-case hex, as openssl prints it but for the case. */
  public static SerialNumber parse(String hex) {
    return new SerialNumber(new BigInteger(hex, 16));
  }

  /** Lower-case hex. */
  @Override
  public String toString() {
    return value.toString(16);
  }
}
