package io.hallmark.crypto;

import java.nio.charset.StandardCharsets;

/** What the seal of a derived secret is about, on both sides. */
public final class DerivedSecrets {
  private DerivedSecrets() {}

  /** Binds the answer to the key that was asked for; the peer's public key is the seal's aad. */
  public static byte[] info(KeyName name) {
    return ("hallmark derived secret v1 " + name).getBytes(StandardCharsets.US_ASCII);
  }
}
