package io.hallmark.hsm.token;

/** The one thing a key pair is for; a key for one is refused the other by the token itself. */
public enum KeyPurpose {
  /** Signatures (CKA_SIGN). */
  SIGN,
  /** Agreement on a shared secret by ECDH (CKA_DERIVE); curves P-256, P-384 and P-521 only. */
  AGREE
}
