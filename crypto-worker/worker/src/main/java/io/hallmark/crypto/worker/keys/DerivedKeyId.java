package io.hallmark.crypto.worker.keys;

import io.hallmark.crypto.KeyName;
import io.hallmark.hsm.token.KeyId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The CKA_ID of a key: the first 20 bytes of SHA-256 over {@code tenant/alias}.
 *
 * <p>It follows from the name so that a worker that died between making a key and writing it to the
 * registry leaves no orphan: who tries again meets the same CKA_ID in the token and adopts the key.
 */
final class DerivedKeyId {
  private static final int BYTES = 20;

  private DerivedKeyId() {}

  /** Of the first key material of a name. */
  static KeyId of(KeyName name) {
    return of(name.toString());
  }

  /** Of a later version of its key material: of {@code tenant/alias#version}. */
  static KeyId of(KeyName name, int version) {
    return version == 1 ? of(name) : of(name + "#" + version);
  }

  private static KeyId of(String what) {
    byte[] text = what.getBytes(StandardCharsets.UTF_8);
    return KeyId.of(Arrays.copyOf(sha256().digest(text), BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
