package io.hallmark.crypto;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A key of the registry. Immutable.
 *
 * @param tokens names of the tokens that hold it or, of a wrapped key, its wrapping key
 * @param certificates the chain attached to it, its own certificate first; may be empty
 */
public record KeyInfo(
    KeyName name,
    KeyCategory category,
    KeySpec spec,
    PublicKey publicKey,
    List<String> tokens,
    KeyPurpose purpose,
    KeyStorage storage,
    KeyLife life,
    List<X509Certificate> certificates,
    KeyHistory history) {
  public KeyInfo {
    tokens = List.copyOf(tokens);
    certificates = List.copyOf(certificates);
  }

  /** A resident key for signatures that was just made. */
  public static KeyInfo resident(
      KeyName name,
      KeyCategory category,
      KeySpec spec,
      PublicKey publicKey,
      List<String> tokens,
      Instant createdAt) {
    return new KeyInfo(
        name,
        category,
        spec,
        publicKey,
        tokens,
        KeyPurpose.SIGN,
        KeyStorage.RESIDENT,
        KeyLife.begun(createdAt),
        List.of(),
        KeyHistory.FIRST);
  }

  /** The same key at another point of its life. */
  public KeyInfo with(KeyLife other) {
    return new KeyInfo(
        name, category, spec, publicKey, tokens, purpose, storage, other, certificates, history);
  }

  /** The same key with another chain. */
  public KeyInfo with(List<X509Certificate> chain) {
    return new KeyInfo(
        name, category, spec, publicKey, tokens, purpose, storage, life, chain, history);
  }

  /** The same name with new key material, which nobody has certified yet. */
  public KeyInfo with(PublicKey next, List<String> holders, KeyHistory nextHistory) {
    return new KeyInfo(
        name, category, spec, next, holders, purpose, storage, life, List.of(), nextHistory);
  }
}
