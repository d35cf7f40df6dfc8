package io.hallmark.hsm.token;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Taking keys from one token to another, <b>for offline ceremonies only</b>: no worker may call any
 * of this. A backup key wraps what is taken along. It must itself be split among custodians, so it
 * is the one key that passes through this process in clear: once out, when it is made ({@link
 * #exportBackupKey}), and once in, when it is put together again ({@link #restoreBackupKey}). What
 * it wraps never does. See {@link Token}.
 */
public interface BackupToken {
  String name();

  /**
   * Makes an AES-256 key whose value can be read once by {@link #exportBackupKey}: the only key
   * that this door ever makes without SENSITIVE.
   */
  default CompletableFuture<TokenResult<WrappingKey>> createBackupKey(
      KeyId key, String label, Instant deadline) {
    return Unsupported.by(name(), "backup keys");
  }

  /**
   * The value of a backup key, in clear. Before it is handed out the key in the token is made
   * SENSITIVE and not EXTRACTABLE and that is read back, so a second call is refused. The caller
   * closes what it gets as soon as it is split.
   */
  default CompletableFuture<TokenResult<SecretBytes>> exportBackupKey(KeyId key, Instant deadline) {
    return Unsupported.by(name(), "backup keys");
  }

  /**
   * Takes a backup key in, in clear; SENSITIVE and not EXTRACTABLE from then on.
   *
   * @param value 32 bytes; left as they are, the caller wipes them
   */
  default CompletableFuture<TokenResult<WrappingKey>> restoreBackupKey(
      KeyId key, String label, SecretBytes value, Instant deadline) {
    return Unsupported.by(name(), "backup keys");
  }

  /** Wraps a resident key that was made with {@link Extraction#WRAPPED}; it stays where it is. */
  default CompletableFuture<TokenResult<WrappedKey>> wrap(
      KeyId key, KeyId wrappingKey, Instant deadline) {
    return Unsupported.by(name(), "wrapping resident keys");
  }

  /**
   * Makes a wrapped key a resident one: private and public part, SENSITIVE, checked. A key with the
   * same CKA_ID is a refusal.
   */
  default CompletableFuture<TokenResult<TokenKey>> unwrap(UnwrapTask task) {
    return Unsupported.by(name(), "unwrapping to resident keys");
  }

  /** Wraps a wrapping key that was made with {@link Extraction#WRAPPED}; it stays where it is. */
  default CompletableFuture<TokenResult<WrappedSecret>> wrapWrappingKey(
      KeyId key, KeyId backupKey, Instant deadline) {
    return Unsupported.by(name(), "wrapping wrapping keys");
  }

  /** Makes a wrapped wrapping key a resident one, SENSITIVE and not EXTRACTABLE. */
  default CompletableFuture<TokenResult<WrappingKey>> unwrapWrappingKey(
      WrappedSecret key, String label, Instant deadline) {
    return Unsupported.by(name(), "unwrapping wrapping keys");
  }
}
