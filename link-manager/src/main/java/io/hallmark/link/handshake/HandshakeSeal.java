package io.hallmark.link.handshake;

import io.hallmark.link.session.TrafficKey;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM under a handshake key, which seals one proof only: the nonce is its IV. */
final class HandshakeSeal {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;

  private HandshakeSeal() {}

  static byte[] seal(TrafficKey key, byte[] additional, byte[] plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, key, additional, plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal", e);
    }
  }

  /** Empty when the tag is wrong. */
  static Optional<byte[]> open(TrafficKey key, byte[] additional, byte[] sealed) {
    if (sealed.length < TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    try {
      return Optional.of(run(Cipher.DECRYPT_MODE, key, additional, sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to open", e);
    }
  }

  private static byte[] run(int mode, TrafficKey key, byte[] additional, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, key.iv()));
    cipher.updateAAD(additional);
    return cipher.doFinal(input);
  }
}
