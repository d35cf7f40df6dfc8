package io.hallmark.link.session;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * The AES-256 key and the IV of one direction. Wiped by {@link #destroy}; what the JDK's cipher
 * copied inside itself is only dropped. Confined to its session.
 */
public final class TrafficKey implements SecretKey {
  public static final int KEY_BYTES = 32;
  public static final int IV_BYTES = 12;

  private static final long serialVersionUID = 1L;

  private final transient byte[] key;
  private final transient byte[] iv;
  private transient boolean destroyed;

  /** Takes both arrays over: the caller doesn't keep them. */
  public TrafficKey(byte[] key, byte[] iv) {
    requireNonNull(key, "key");
    requireNonNull(iv, "iv");
    if (key.length != KEY_BYTES || iv.length != IV_BYTES) {
      throw new IllegalArgumentException(
          "traffic key needs %d and %d bytes, got %d and %d"
              .formatted(KEY_BYTES, IV_BYTES, key.length, iv.length));
    }
    this.key = key;
    this.iv = iv;
  }

  /** The IV xor the counter, big-endian in the last eight bytes (as RFC 8446 section 5.3). */
  byte[] nonce(long counter) {
    byte[] nonce = iv.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[IV_BYTES - 1 - i] ^= (byte) (counter >>> (8 * i));
    }
    return nonce;
  }

  /** The nonce of a key that seals once. */
  public byte[] iv() {
    return iv.clone();
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return key.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(iv, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "TrafficKey[hidden]";
  }

  private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
    throw new java.io.NotSerializableException(TrafficKey.class.getName());
  }
}
