package io.hallmark.hsm.file;

/** What talks to the module. */
public enum Engine {
  /** Our own binding of Cryptoki; the default. */
  CRYPTOKI,
  /** The JDK's provider; no Ed25519, and it sees only keys that have a certificate. */
  SUNPKCS11
}
