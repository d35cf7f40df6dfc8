package io.hallmark.link.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hallmark.link.handshake.Ephemerals.Encapsulation;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.conscrypt.HpkeContextRecipient;
import org.conscrypt.HpkeContextSender;
import org.conscrypt.MlKemAlgorithm;
import org.conscrypt.OpenSslMlKemPrivateKey;
import org.conscrypt.OpenSslMlKemPublicKey;

/**
 * ML-KEM-768, FIPS 203, through the one public interface to it that Conscrypt has on every JDK from
 * 17: HPKE with KEM 0x0041 in base mode. {@code javax.crypto.KEM} exists in some JDK 17 builds
 * only, and Conscrypt 2.9 ships no implementation for it. The secret is the HPKE exporter's (RFC
 * 9180 section 5.3), so it depends on nothing but ML-KEM's own secret and constants.
 */
final class MlKem768Key implements Ephemerals.KemKey {
  static final int SECRET_BYTES = 32;

  private static final String HPKE = "MLKEM_768/HKDF_SHA256/AES_256_GCM";
  private static final byte[] INFO = "hallmark link v1".getBytes(US_ASCII);
  private static final byte[] EXPORT = "hallmark link v1, kem secret".getBytes(US_ASCII);

  private final byte[] encapsulationKey;
  private OpenSslMlKemPrivateKey privateKey;

  MlKem768Key(OpenSslMlKemPrivateKey privateKey, byte[] encapsulationKey) {
    this.privateKey = privateKey;
    this.encapsulationKey = encapsulationKey.clone();
  }

  static MlKem768Key generate() {
    try {
      KeyPair pair =
          KeyPairGenerator.getInstance("ML-KEM-768", Primitives.conscrypt()).generateKeyPair();
      return new MlKem768Key(
          (OpenSslMlKemPrivateKey) pair.getPrivate(),
          ((OpenSslMlKemPublicKey) pair.getPublic()).getRaw());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Conscrypt made no ML-KEM-768 key", e);
    }
  }

  static Encapsulation encapsulate(byte[] encapsulationKey) throws GeneralSecurityException {
    if (encapsulationKey.length != Wire.KEM_KEY_BYTES) {
      throw new InvalidKeyException("not an ML-KEM-768 encapsulation key");
    }
    HpkeContextSender sender = HpkeContextSender.getInstance(HPKE, Primitives.conscrypt());
    try {
      sender.init(new OpenSslMlKemPublicKey(encapsulationKey, MlKemAlgorithm.ML_KEM_768), INFO);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InvalidKeyException("ML-KEM refused the encapsulation key", e);
    }
    return new Encapsulation(sender.getEncapsulated(), sender.export(SECRET_BYTES, EXPORT));
  }

  @Override
  public byte[] encapsulationKey() {
    return encapsulationKey.clone();
  }

  @Override
  public byte[] decapsulate(byte[] ciphertext) throws GeneralSecurityException {
    if (ciphertext.length != Wire.KEM_CIPHERTEXT_BYTES) {
      throw new InvalidKeyException("not an ML-KEM-768 ciphertext");
    }
    HpkeContextRecipient recipient = HpkeContextRecipient.getInstance(HPKE, Primitives.conscrypt());
    recipient.init(ciphertext, privateKey, INFO);
    return recipient.export(SECRET_BYTES, EXPORT);
  }

  @Override
  public void close() {
    privateKey = null;
  }
}
