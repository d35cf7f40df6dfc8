package io.hallmark.link.handshake;

import static io.hallmark.link.handshake.HandshakeFailure.BAD_KEM_SHARE;
import static io.hallmark.link.handshake.HandshakeFailure.BAD_SHARE;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/** The agreed secret of a suite: the curve's alone, or put together with ML-KEM's. */
final class SecretAgreement {
  private SecretAgreement() {}

  static byte[] agree(Ephemerals.DhKey key, byte[] peerShare) throws HandshakeFault {
    try {
      return key.agree(peerShare);
    } catch (GeneralSecurityException e) {
      throw new HandshakeFault(BAD_SHARE, e);
    }
  }

  static byte[] decapsulate(Ephemerals.KemKey key, byte[] ciphertext) throws HandshakeFault {
    try {
      return key.decapsulate(ciphertext);
    } catch (GeneralSecurityException e) {
      throw new HandshakeFault(BAD_KEM_SHARE, e);
    }
  }

  static Ephemerals.Encapsulation encapsulate(Ephemerals ephemerals, byte[] kemKey)
      throws HandshakeFault {
    try {
      return ephemerals.encapsulate(kemKey);
    } catch (GeneralSecurityException e) {
      throw new HandshakeFault(BAD_KEM_SHARE, e);
    }
  }

  /** Puts the two secrets in the suite's order and wipes them; without ML-KEM there is one. */
  static byte[] combine(Suite suite, byte[] curveSecret, byte[] kemSecret) {
    byte[] first = suite.kemSecretFirst() ? kemSecret : curveSecret;
    byte[] second = suite.kemSecretFirst() ? curveSecret : kemSecret;
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    Arrays.fill(curveSecret, (byte) 0);
    Arrays.fill(kemSecret, (byte) 0);
    return both;
  }

  /** Lengths are the suite's own before any arithmetic sees the bytes. */
  static void requireShapes(Suite suite, byte[] share, byte[] kemShare, int kemBytes)
      throws HandshakeFault {
    HandshakeFault.unless(share.length == suite.curve().shareBytes(), BAD_SHARE);
    HandshakeFault.unless(kemShare.length == (suite.hybrid() ? kemBytes : 0), BAD_KEM_SHARE);
  }
}
