package io.hallmark.crypto;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What tokens give besides signatures. Safe for concurrent use. */
public interface SecretClient {
  /** Most random bytes that one request may ask for. */
  int RANDOM_BYTES_MAX = 4096;

  /**
   * The secret that a key of purpose {@link KeyPurpose#AGREE} and {@code peer} agree on by ECDH (SP
   * 800-56A section 5.7.1.2): the x-coordinate. It travels sealed to a key that lives as long as
   * this question (RFC 9180). Derive keys from it; wipe it.
   */
  CompletableFuture<CryptoResult<byte[]>> derive(KeyName name, PublicKey peer, Instant deadline);

  /**
   * Random bytes of a token's generator. They cross the bus as they are: for nonces and seeds of
   * public protocols, not for keys.
   *
   * @param count 1 to {@value #RANDOM_BYTES_MAX}
   */
  CompletableFuture<CryptoResult<byte[]>> random(int count, Instant deadline);

  /** The tokens of the worker that answers, and what they can do. */
  CompletableFuture<CryptoResult<List<TokenStatus>>> tokens(Instant deadline);
}
