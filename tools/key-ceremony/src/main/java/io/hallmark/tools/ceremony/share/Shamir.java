package io.hallmark.tools.ceremony.share;

import com.codahale.shamir.Scheme;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Shamir's scheme over GF(256) (the field of AES, modulo x^8+x^4+x^3+x+1), byte by byte: share i is
 * the polynomial's value at i, the secret its value at 0.
 *
 * <p>The library draws polynomials of exactly the threshold's degree, which would tell k-1 people
 * one value that each byte does not have. So the degree of each byte's polynomial is drawn first,
 * as often as uniform coefficients would have it: all polynomials of at most that degree are
 * equally likely, and k-1 shares are independent of the secret.
 */
final class Shamir {
  private static final int FIELD = 256;

  private final SecureRandom random;

  Shamir(SecureRandom random) {
    this.random = random;
  }

  /** Share i is at index i-1; the caller wipes them. */
  List<byte[]> split(byte[] secret, int threshold, int shares) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      values.add(new byte[secret.length]);
    }
    byte[] one = new byte[1];
    for (int at = 0; at < secret.length; at++) {
      one[0] = secret[at];
      int degree = degree(threshold - 1);
      for (int i = 0; i < shares; i++) {
        values.get(i)[at] = secret[at];
      }
      if (degree > 0) {
        splitByte(one, degree, values, at);
      }
    }
    Arrays.fill(one, (byte) 0);
    return List.copyOf(values);
  }

  private void splitByte(byte[] one, int degree, List<byte[]> values, int at) {
    Map<Integer, byte[]> parts = new Scheme(random, values.size(), degree + 1).split(one);
    parts.forEach(
        (i, part) -> {
          values.get(i - 1)[at] = part[0];
          Arrays.fill(part, (byte) 0);
        });
  }

  /** Of a polynomial whose coefficients above the constant are all uniform. */
  private int degree(int max) {
    int degree = max;
    while (degree > 0 && random.nextInt(FIELD) == 0) {
      degree--;
    }
    return degree;
  }

  /** The secret, from threshold or more shares by their index; nonsense from wrong ones. */
  static byte[] join(Map<Integer, byte[]> shares) {
    int most = shares.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return new Scheme(new SecureRandom(), Math.max(most, 2), 2).join(shares);
  }
}
