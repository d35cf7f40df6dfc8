package io.hallmark.crypto;

/** Kinds of key pairs that can be asked for. */
public enum KeySpec {
  EC_P256,
  EC_P384,
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ED25519
}
