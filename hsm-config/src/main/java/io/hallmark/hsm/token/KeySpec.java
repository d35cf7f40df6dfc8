package io.hallmark.hsm.token;

/** Kinds of key pairs a token can be asked to make. */
public enum KeySpec {
  EC_P256,
  EC_P384,
  EC_P521,
  /** The curve of SEC 2 section 2.4.1; signs with SHA-256 only, and agrees on nothing. */
  EC_SECP256K1,
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ED25519
}
