package io.hallmark.hsm.token;

/** Kinds of key pairs a token can be asked to make. */
public enum KeySpec {
  EC_P256,
  EC_P384,
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ED25519
}
