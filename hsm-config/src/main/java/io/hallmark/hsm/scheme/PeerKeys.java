package io.hallmark.hsm.scheme;

import io.hallmark.hsm.token.KeySpec;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;

/**
 * Public keys of strangers, fully validated (SP 800-56A section 5.6.2.3.3) before a private key
 * touches them: a point of another curve would let the sender learn the private key bit by bit. Our
 * curves have cofactor 1, so a point on the curve is in the group.
 */
public final class PeerKeys {
  private PeerKeys() {}

  /**
   * A point of {@code spec}'s curve from a SubjectPublicKeyInfo in DER.
   *
   * @throws IllegalArgumentException saying why it is none
   */
  public static ECPublicKey decode(KeySpec spec, byte[] subjectPublicKeyInfo) {
    PublicKey key = PublicKeys.decode(spec, subjectPublicKeyInfo);
    Curve curve =
        Curve.of(spec)
            .orElseThrow(() -> new IllegalArgumentException(spec + " agrees on no secret"));
    // Our own encoding of the point: what is not the same named the curve in another way, or had
    // something more in it.
    byte[] expected = curve.subjectPublicKeyInfo(padded(subjectPublicKeyInfo, curve.pointBytes()));
    if (!(key instanceof ECPublicKey ec) || !Arrays.equals(expected, subjectPublicKeyInfo)) {
      throw new IllegalArgumentException(
          "the peer's public key is not an uncompressed point of " + spec);
    }
    if (!isOnCurve(ec)) {
      throw new IllegalArgumentException("the peer's public key is not on the curve of " + spec);
    }
    return ec;
  }

  private static byte[] padded(byte[] bytes, int length) {
    return bytes.length < length ? Arrays.copyOf(bytes, length) : bytes;
  }

  /** Coordinates in the field, and y² = x³ + ax + b. */
  private static boolean isOnCurve(ECPublicKey key) {
    ECPoint point = key.getW();
    ECParameterSpec parameters = key.getParams();
    if (point.equals(ECPoint.POINT_INFINITY)
        || !(parameters.getCurve().getField() instanceof ECFieldFp field)) {
      return false;
    }
    BigInteger prime = field.getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (!isIn(x, prime) || !isIn(y, prime)) {
      return false;
    }
    BigInteger right =
        x.pow(3)
            .add(parameters.getCurve().getA().multiply(x))
            .add(parameters.getCurve().getB())
            .mod(prime);
    return y.pow(2).mod(prime).equals(right);
  }

  private static boolean isIn(BigInteger coordinate, BigInteger prime) {
    return coordinate.signum() >= 0 && coordinate.compareTo(prime) < 0;
  }

  /** The uncompressed point (SEC 1 section 2.3.3), as C_DeriveKey wants it. */
  public static byte[] point(KeySpec spec, ECPublicKey key) {
    byte[] encoded = key.getEncoded();
    int length = Curve.of(spec).orElseThrow().pointBytes();
    return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
  }
}
