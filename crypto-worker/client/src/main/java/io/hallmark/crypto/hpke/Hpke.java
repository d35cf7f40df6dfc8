package io.hallmark.crypto.hpke;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The door: hybrid public key encryption (RFC 9180) of one message to one recipient, in base mode
 * with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-GCM, on the platform's own primitives. Keeps
 * what is sealed from all but the holder of the recipient's private key; says nothing of who sealed
 * it. Immutable.
 */
public final class Hpke {
  /** Hallmark's: AES-256-GCM. */
  public static final Hpke AES_256 = new Hpke(2, 32);

  /** That of the vectors in RFC 9180 appendix A.3. */
  static final Hpke AES_128 = new Hpke(1, 16);

  private static final int KEM_P256 = 0x0010;
  private static final int KDF_SHA256 = 0x0001;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte MODE_BASE = 0;
  private static final byte[] EMPTY = {};

  private final int keyBytes;
  private final LabeledHkdf kem;
  private final LabeledHkdf schedule;

  private Hpke(int aead, int keyBytes) {
    this.keyBytes = keyBytes;
    this.kem = new LabeledHkdf(suite("KEM", KEM_P256));
    this.schedule = new LabeledHkdf(suite("HPKE", KEM_P256, KDF_SHA256, aead));
  }

  /** A key pair for one answer. */
  public static KeyPair newRecipient() {
    return P256.newPair();
  }

  /** A recipient's public key as it travels: an uncompressed point, 65 bytes. */
  public static byte[] encode(KeyPair recipient) {
    return P256.encode((ECPublicKey) recipient.getPublic());
  }

  /**
   * Seals a message with a fresh ephemeral key.
   *
   * @param recipient uncompressed point
   * @param info what the message is about; both sides must agree on it
   * @throws IllegalArgumentException where {@code recipient} is no point of P-256
   */
  public Sealed seal(byte[] recipient, byte[] info, byte[] aad, byte[] message) {
    return seal(P256.newPair(), recipient, info, aad, message);
  }

  /** The same with a given ephemeral key, for test vectors. */
  Sealed seal(KeyPair ephemeral, byte[] recipient, byte[] info, byte[] aad, byte[] message) {
    byte[] encapsulation = encode(ephemeral);
    byte[] secret = agree(ephemeral.getPrivate(), recipient, encapsulation, recipient);
    byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, secret, info, aad, message);
    return new Sealed(ByteBuffer.wrap(encapsulation), ByteBuffer.wrap(ciphertext));
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalArgumentException where it was not sealed to this recipient, with this info and
   *     aad, or was changed
   */
  public byte[] open(KeyPair recipient, Sealed sealed, byte[] info, byte[] aad) {
    byte[] encapsulation = bytes(sealed.encapsulation());
    byte[] secret = agree(recipient.getPrivate(), encapsulation, encapsulation, encode(recipient));
    return crypt(Cipher.DECRYPT_MODE, secret, info, aad, bytes(sealed.ciphertext()));
  }

  /** RFC 9180 section 4.1: Encap and Decap differ in whose private key it is only. */
  private byte[] agree(PrivateKey own, byte[] other, byte[] encapsulation, byte[] recipient) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(own);
      agreement.doPhase(P256.decode(other), true);
      byte[] shared = agreement.generateSecret();
      byte[] context =
          ByteBuffer.allocate(encapsulation.length + recipient.length)
              .put(encapsulation)
              .put(recipient)
              .array();
      byte[] extracted = kem.extract(EMPTY, "eae_prk", shared);
      Arrays.fill(shared, (byte) 0);
      return kem.expand(extracted, "shared_secret", context, LabeledHkdf.HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no secret can be agreed on with this public key", e);
    }
  }

  /** RFC 9180 section 5.1, KeySchedule, and the first message of section 5.2. */
  private byte[] crypt(int mode, byte[] secret, byte[] info, byte[] aad, byte[] input) {
    byte[] pskIdHash = schedule.extract(EMPTY, "psk_id_hash", EMPTY);
    byte[] infoHash = schedule.extract(EMPTY, "info_hash", info);
    byte[] context =
        ByteBuffer.allocate(1 + pskIdHash.length + infoHash.length)
            .put(MODE_BASE)
            .put(pskIdHash)
            .put(infoHash)
            .array();
    byte[] extracted = schedule.extract(secret, "secret", EMPTY);
    byte[] key = schedule.expand(extracted, "key", context, keyBytes);
    byte[] nonce = schedule.expand(extracted, "base_nonce", context, NONCE_BYTES);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("what was sealed cannot be opened", e);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(extracted, (byte) 0);
    }
  }

  private static byte[] suite(String label, int... ids) {
    ByteBuffer suite = ByteBuffer.allocate(label.length() + 2 * ids.length);
    suite.put(LabeledHkdf.ascii(label));
    for (int id : ids) {
      suite.putShort((short) id);
    }
    return suite.array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
