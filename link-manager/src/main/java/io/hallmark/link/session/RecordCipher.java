package io.hallmark.link.session;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM in one direction. Keeps one cipher of SunJCE for all records, which is about as fast
 * as the hardware; Conscrypt pays a native call for each. Not safe for concurrent use.
 */
final class RecordCipher {
  static final int TAG_BYTES = 16;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";

  private final int mode;
  private final TrafficKey key;
  private final Cipher cipher;

  RecordCipher(int mode, TrafficKey key) {
    this.mode = mode;
    this.key = key;
    this.cipher = cipher();
  }

  private static Cipher cipher() {
    Provider provider = Security.getProvider("SunJCE");
    try {
      return provider == null
          ? Cipher.getInstance(TRANSFORMATION)
          : Cipher.getInstance(TRANSFORMATION, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no AES-GCM", e);
    }
  }

  byte[] seal(byte[] additional, long counter, byte[] plaintext) {
    try {
      return run(additional, counter, plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal", e);
    }
  }

  /** Empty when the tag is wrong. */
  Optional<byte[]> open(byte[] additional, long counter, byte[] sealed) {
    try {
      return Optional.of(run(additional, counter, sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to open", e);
    }
  }

  private byte[] run(byte[] additional, long counter, byte[] input)
      throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, key.nonce(counter)));
    cipher.updateAAD(additional);
    return cipher.doFinal(input);
  }

  void wipe() {
    key.destroy();
  }
}
