package io.hallmark.hsm.token;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keys that live outside the token, wrapped by keys that never leave it in clear, so that a token
 * with room for a hundred objects serves a million keys. See {@link Token}.
 */
public interface WrappingToken {
  String name();

  /**
   * Makes a resident AES key that is SENSITIVE and wraps and unwraps and nothing else; read back
   * and checked. A key with the same CKA_ID is a refusal.
   */
  default CompletableFuture<TokenResult<WrappingKey>> createWrappingKey(WrappingKeyTask task) {
    return Unsupported.by(name(), "wrapping keys");
  }

  /** Wrapping keys in the token. */
  default CompletableFuture<TokenResult<List<WrappingKey>>> wrappingKeys() {
    return Unsupported.by(name(), "wrapping keys");
  }

  /**
   * Makes a key pair in the token, wraps its private part and destroys what the token holds of it.
   * The task's label and extraction have no meaning here.
   */
  default CompletableFuture<TokenResult<WrappedKey>> generateWrapped(
      GenerateTask task, KeyId wrappingKey) {
    return Unsupported.by(name(), "wrapped keys");
  }

  /** The same private key wrapped by another key of this token; in clear it stays inside. */
  default CompletableFuture<TokenResult<WrappedKey>> rewrap(
      WrappedKey key, KeyId wrappingKey, Instant deadline) {
    return Unsupported.by(name(), "wrapped keys");
  }
}
