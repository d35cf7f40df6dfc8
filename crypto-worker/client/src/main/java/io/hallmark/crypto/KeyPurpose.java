package io.hallmark.crypto;

/** The one thing a key pair is for; the token itself refuses it the other. */
public enum KeyPurpose {
  SIGN,
  /** Agreement on a shared secret by ECDH; curves P-256, P-384 and P-521 only. */
  AGREE
}
