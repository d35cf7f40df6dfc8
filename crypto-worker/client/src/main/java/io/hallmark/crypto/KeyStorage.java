package io.hallmark.crypto;

/** Where a private key is kept. In the memory of a JVM in neither case. */
public enum KeyStorage {
  /** An object in a token. */
  RESIDENT,
  /**
   * A blob in the registry, wrapped by the tenant's wrapping key, which is in a token; unwrapped
   * inside that token for use. A token with room for a hundred objects so serves a million keys.
   */
  WRAPPED;

  /** As it stands in commands and tables. */
  public String id() {
    return this == RESIDENT ? "resident" : "wrapped";
  }
}
