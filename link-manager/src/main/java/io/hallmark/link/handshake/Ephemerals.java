package io.hallmark.link.handshake;

import io.hallmark.link.handshake.Suite.Curve;
import java.security.GeneralSecurityException;

/** Where a handshake's fresh secrets come from. Safe for concurrent use. */
interface Ephemerals {
  byte[] random(int length);

  DhKey dhKey(Curve curve);

  KemKey kemKey();

  /**
   * Makes a secret for the owner of the key.
   *
   * @throws GeneralSecurityException for a key that FIPS 203 section 7.2 refuses
   */
  Encapsulation encapsulate(byte[] kemKey) throws GeneralSecurityException;

  /** An ephemeral Diffie-Hellman key; of one handshake. */
  interface DhKey extends AutoCloseable {
    byte[] share();

    /**
     * The secret shared with the owner of that share.
     *
     * @throws GeneralSecurityException for a share that is off the curve or of low order
     */
    byte[] agree(byte[] peerShare) throws GeneralSecurityException;

    /** Drops the private key, and wipes it where the provider can. */
    @Override
    void close();
  }

  /** An ephemeral ML-KEM-768 key; of one handshake. */
  interface KemKey extends AutoCloseable {
    byte[] encapsulationKey();

    /**
     * A ciphertext that was changed gives another secret and no error (FIPS 203 section 7.3).
     *
     * @throws GeneralSecurityException for a ciphertext of the wrong length
     */
    byte[] decapsulate(byte[] ciphertext) throws GeneralSecurityException;

    @Override
    void close();
  }

  /** A secret and the ciphertext that carries it. */
  @SuppressWarnings("ArrayRecordComponent") // Made, used and dropped; never compared.
  record Encapsulation(byte[] ciphertext, byte[] secret) {}
}
