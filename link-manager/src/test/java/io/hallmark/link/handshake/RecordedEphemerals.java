package io.hallmark.link.handshake;

import io.hallmark.link.handshake.Suite.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import org.conscrypt.MlKemAlgorithm;
import org.conscrypt.OpenSSLX25519PrivateKey;
import org.conscrypt.OpenSSLX25519PublicKey;
import org.conscrypt.OpenSslMlKemPrivateKey;
import org.conscrypt.OpenSslMlKemPublicKey;

/**
 * Secrets by name: what the map has is used, what it lacks is made and kept there. So a handshake
 * is recorded with an empty map, and replayed byte for byte with the map it left behind.
 */
final class RecordedEphemerals implements Ephemerals {
  private final Map<String, byte[]> values;
  private int randoms;

  RecordedEphemerals(Map<String, byte[]> values) {
    this.values = values;
  }

  @Override
  public byte[] random(int length) {
    return values.computeIfAbsent(
        "random." + randoms++,
        name -> {
          byte[] bytes = new byte[length];
          new SecureRandom().nextBytes(bytes);
          return bytes;
        });
  }

  @Override
  public DhKey dhKey(Curve curve) {
    try {
      if (!values.containsKey("dh.private")) {
        record(curve);
      }
      byte[] privateKey = values.get("dh.private");
      byte[] share = values.get("dh.share");
      return curve == Curve.X25519
          ? new X25519Key(privateKey.clone(), share)
          : new P256Key(
              KeyFactory.getInstance("EC", Primitives.conscrypt())
                  .generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
              share);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void record(Curve curve) throws GeneralSecurityException {
    if (curve == Curve.X25519) {
      KeyPair pair = KeyPairGenerator.getInstance("XDH", Primitives.conscrypt()).generateKeyPair();
      values.put("dh.private", ((OpenSSLX25519PrivateKey) pair.getPrivate()).getU());
      values.put("dh.share", ((OpenSSLX25519PublicKey) pair.getPublic()).getU());
      return;
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    values.put("dh.private", pair.getPrivate().getEncoded());
    values.put("dh.share", Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length));
  }

  @Override
  public KemKey kemKey() {
    try {
      if (!values.containsKey("kem.seed")) {
        KeyPair pair =
            KeyPairGenerator.getInstance("ML-KEM-768", Primitives.conscrypt()).generateKeyPair();
        values.put("kem.seed", ((OpenSslMlKemPrivateKey) pair.getPrivate()).getSeed());
        values.put("kem.key", ((OpenSslMlKemPublicKey) pair.getPublic()).getRaw());
      }
      return new MlKem768Key(
          new OpenSslMlKemPrivateKey(values.get("kem.seed").clone(), MlKemAlgorithm.ML_KEM_768),
          values.get("kem.key"));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Encapsulation encapsulate(byte[] kemKey) throws GeneralSecurityException {
    if (!values.containsKey("kem.secret")) {
      Encapsulation made = MlKem768Key.encapsulate(kemKey);
      values.put("kem.ciphertext", made.ciphertext());
      values.put("kem.secret", made.secret());
    }
    return new Encapsulation(
        values.get("kem.ciphertext").clone(), values.get("kem.secret").clone());
  }
}
