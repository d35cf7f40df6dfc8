package io.hallmark.crypto.hpke;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Points of P-256, uncompressed (SEC 1 section 2.3.3). */
final class P256 {
  static final int POINT_BYTES = 65;
  private static final int FIELD_BYTES = 32;
  private static final byte UNCOMPRESSED = 4;
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  static ECParameterSpec parameters() {
    return CURVE;
  }

  static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(CURVE);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  static byte[] encode(ECPublicKey key) {
    byte[] point = new byte[POINT_BYTES];
    point[0] = UNCOMPRESSED;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + FIELD_BYTES);
    return point;
  }

  /**
   * The point, which is on the curve (SP 800-56A section 5.6.2.3.4; the curve's cofactor is 1).
   *
   * @throws IllegalArgumentException where it is none
   */
  static ECPublicKey decode(byte[] point) {
    if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException(
          "a point of P-256 has %d bytes and begins with 04".formatted(POINT_BYTES));
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + FIELD_BYTES));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + FIELD_BYTES, POINT_BYTES));
    requireOnCurve(x, y);
    try {
      return (ECPublicKey)
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is no point of P-256", e);
    }
  }

  private static void requireOnCurve(BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger right =
        x.pow(3).add(CURVE.getCurve().getA().multiply(x)).add(CURVE.getCurve().getB()).mod(p);
    boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
    if (!inField || !y.multiply(y).mod(p).equals(right)) {
      throw new IllegalArgumentException("it is no point of P-256");
    }
  }

  private static void put(BigInteger value, byte[] to, int at) {
    byte[] bytes = value.toByteArray();
    int length = Math.min(FIELD_BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - length, to, at + FIELD_BYTES - length, length);
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
