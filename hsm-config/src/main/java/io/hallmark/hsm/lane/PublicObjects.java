package io.hallmark.hsm.lane;

import io.hallmark.hsm.cryptoki.Ck;
import io.hallmark.hsm.cryptoki.Template;
import io.hallmark.hsm.scheme.Curve;
import io.hallmark.hsm.scheme.PublicKeys;
import io.hallmark.hsm.token.UnwrapTask;
import io.hallmark.hsm.token.WrappedKey;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/** Public key objects for private keys that come from elsewhere. */
final class PublicObjects {
  private PublicObjects() {}

  /**
   * A resident public key.
   *
   * @throws IllegalArgumentException where the encoded public key is none of its kind
   */
  static Template template(UnwrapTask task) {
    WrappedKey key = task.key();
    Template template =
        KeyTemplates.named(KeyTemplates.publicKey(key.purpose(), true), key.id(), task.label())
            .add(Ck.CKA_CLASS, Ck.CKO_PUBLIC_KEY)
            .add(Ck.CKA_KEY_TYPE, KeyPairMaker.keyType(key.spec()));
    byte[] encoded = key.publicKey().toByteArray();
    PublicKey publicKey = PublicKeys.decode(key.spec(), encoded);
    Optional<Curve> curve = Curve.of(key.spec());
    if (curve.isPresent()) {
      return template
          .add(Ck.CKA_EC_PARAMS, curve.get().params())
          .add(Ck.CKA_EC_POINT, octetString(encoded, curve.get().pointBytes()));
    }
    RSAPublicKey rsa = (RSAPublicKey) publicKey;
    return template
        .add(Ck.CKA_MODULUS, unsigned(rsa.getModulus()))
        .add(Ck.CKA_PUBLIC_EXPONENT, unsigned(rsa.getPublicExponent()));
  }

  /** The last bytes of a SubjectPublicKeyInfo as a DER OCTET STRING (PKCS#11 v3.1 6.3.3). */
  private static byte[] octetString(byte[] encoded, int pointBytes) {
    byte[] header =
        pointBytes < 0x80
            ? new byte[] {4, (byte) pointBytes}
            : new byte[] {4, (byte) 0x81, (byte) pointBytes};
    byte[] whole = Arrays.copyOf(header, header.length + pointBytes);
    System.arraycopy(encoded, encoded.length - pointBytes, whole, header.length, pointBytes);
    return whole;
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
