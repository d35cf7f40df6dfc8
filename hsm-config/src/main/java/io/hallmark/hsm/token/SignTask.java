package io.hallmark.hsm.token;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One signature to be made.
 *
 * @param tenant whose share of the token it counts against
 * @param priority what it goes before and after
 * @param key the private key
 * @param scheme algorithm; must fit the key
 * @param content what is signed, whole; read, never written, and never kept after completion
 * @param digested whether the content is the scheme's hash of what is signed, and is not hashed
 *     again; not with Ed25519
 * @param deadline after which it is not signed any more
 */
public record SignTask(
    String tenant,
    Priority priority,
    KeyRef key,
    SignatureScheme scheme,
    ByteBuffer content,
    boolean digested,
    Instant deadline) {
  /** Of content, whole. */
  public SignTask(
      String tenant,
      Priority priority,
      KeyRef key,
      SignatureScheme scheme,
      ByteBuffer content,
      Instant deadline) {
    this(tenant, priority, key, scheme, content, false, deadline);
  }

  /** With a key that lies in the token. */
  public SignTask(
      String tenant,
      Priority priority,
      KeyId key,
      SignatureScheme scheme,
      ByteBuffer content,
      Instant deadline) {
    this(tenant, priority, KeyRef.of(key), scheme, content, deadline);
  }
}
