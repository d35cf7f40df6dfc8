package io.hallmark.crypto;

/** Kinds of key pairs that can be asked for. Not every token makes every kind. */
public enum KeySpec {
  EC_P256,
  EC_P384,
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ED25519,
  EC_P521,
  EC_SECP256K1
}
